/**
 * The real engine, told journal entries in words: `candle 100 buy, accept, fill 4 @ 99`. Steps are separated by commas;
 * `steps.ts` lists them. What a lane's strategy wishes stands behind its candle.
 */
import { decimal, formatDecimal } from '../../../domain/decimal.ts';
import type { Decision } from '../../../domain/decision.ts';
import type { EngineEvent, JournalEntry, RunStarted } from '../../../domain/events/events.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import type { OrderRequest, OrderStatus } from '../../../domain/orders/order.ts';
import { MINUTE, START_MS, anInstrument, engineSettings, scripted } from '../../../../test/support/build.ts';
import type { CandleContext, Intent } from '../../strategies/api/index.ts';
import { Engine, type EngineSettings, type LaneSpec } from '../index.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import { commandLine, listener } from './lines.ts';
import { Shadow } from './shadow.ts';
import { endsInterval, takeStep } from './steps.ts';

export interface ToldOptions extends Omit<Partial<EngineSettings>, 'lanes'> {
  /** A symbol's lane wishes what the steps say; a specification brings a strategy of its own. */
  readonly lanes?: readonly (string | LaneSpec)[];
  readonly instruments?: readonly Instrument[];
  readonly cash?: string;
  readonly startMs?: number;
  /** Of the lanes that wish what the steps say. */
  readonly maxEntries?: number;
  /** A second engine folds what this one was told and decided, and must be in the same state after every entry. */
  readonly isShadowed?: boolean;
  /** Nobody listens to the engine: `hear` and `denials` stay empty. */
  readonly isUnobserved?: boolean;
}

export type Wish = (context: CandleContext) => Intent | undefined;

export const BTC = anInstrument({ makerFeeRate: decimal('0'), takerFeeRate: decimal('0') });
export const ETH: Instrument = { ...BTC, id: 1, symbol: 'ETH/USDT', base: 'ETH' };

/**
 * One lane on BTC without fees, 10000 of cash, entries of 1000 and a stop 5 % below the entry: an entry at 100 buys 10
 * and is stopped at 95.
 */
export function toldEngine(options: ToldOptions = {}): ToldEngine {
  return new ToldEngine(options);
}

/** The same, that was told `steps` already. */
export function after(steps: string, options: ToldOptions = {}): ToldEngine {
  const told = new ToldEngine(options);
  told.tell(steps);
  return told;
}

export class ToldEngine {
  readonly engine: Engine;
  readonly settings: EngineSettings;
  /** Its first entry. */
  readonly run: RunStarted;
  readonly intervalMs: number;
  readonly startMs: number;
  instruments: Instrument[];
  nowMs: number;
  /** By client order id, in the order in which the engine submitted them. */
  readonly submitted = new Map<string, OrderRequest>();
  /** As the observer last heard of each order. */
  readonly statuses = new Map<string, OrderStatus>();
  /** What the observer heard of each fill, `t1 10 fee 0`. */
  readonly booked: string[] = [];
  /** What the steps have filled of each order. */
  readonly filled = new Map<string, bigint>();
  /** By instrument: latest close, and the number of the next candle. */
  readonly last: number[] = [];
  readonly nextCandle: number[] = [];
  /** Number of the first interval that has not ended; counted with several instruments. */
  nextInterval = 0;
  /** By lane: the generation of its latest levels. */
  readonly armed: number[] = [];
  readonly wishes = new Map<number, Wish>();
  readonly lanesOf: readonly (readonly number[])[];
  lastEvent: EngineEvent | undefined;
  readonly entries: JournalEntry[] = [];
  fillCount = 0;
  #sequence = 0;
  #shadow: Shadow | undefined;
  #lines: string[] = [];
  #heard: string[] = [];
  #protection: string[] = [];
  #messages: string[] = [];

  constructor({
    lanes = ['BTC/USDT'],
    instruments = [BTC],
    cash,
    startMs,
    maxEntries,
    isUnobserved = false,
    isShadowed = process.env['CAB_SHADOW'] === '1',
    ...settings
  }: ToldOptions) {
    this.instruments = [...instruments];
    this.startMs = startMs ?? START_MS;
    this.nowMs = this.startMs;
    const specs = lanes.map((lane, id) => (typeof lane === 'string' ? this.#wishful(lane, id, maxEntries) : lane));
    this.lanesOf = instruments.map(({ symbol }) => [...specs.keys()].filter((id) => specs[id]?.symbol === symbol));
    this.intervalMs = settings.intervalMs ?? MINUTE;
    const defaults = { lanes: specs, exits: { stopLossRatio: 0.05 } };
    const heard = listener(
      (line) => this.#heard.push(line),
      (line) => this.#protection.push(line),
    );
    const observer = {
      ...heard,
      fillBooked: (...told: Parameters<typeof heard.fillBooked>) => {
        const [{ tradeId, quantity, fee }] = told;
        this.booked.push(`${tradeId} ${formatDecimal(quantity)} fee ${formatDecimal(fee)}`);
        heard.fillBooked(...told);
      },
      orderChanged: (order: TrackedOrder) => {
        this.statuses.set(order.request.clientOrderId, order.status);
        heard.orderChanged(order);
      },
    };
    this.settings = engineSettings(scripted({}), { ...defaults, ...settings });
    this.engine = isUnobserved ? new Engine(this.settings) : new Engine(this.settings, observer);
    if (isShadowed) this.#shadow = new Shadow(this.engine, this.settings);
    const identity = { runId: 'c0', mode: 'test', commit: 'test', configHash: 'test', modelHash: null, seed: 1 };
    const balances = { USDT: decimal(cash ?? '10000') };
    this.run = { type: 'runStarted', ...identity, instruments: this.instruments, balances };
    this.apply(this.run);
  }

  /** The commands that the steps lead to. */
  tell(steps: string): readonly string[] {
    this.#take(steps);
    return this.#lines;
  }

  /** What the observer hears while the steps are taken. */
  hear(steps: string): readonly string[] {
    this.#take(steps);
    return this.#heard;
  }

  /** What the observer hears of stops and targets, `c0-1-s sent 95 stop-loss`. */
  hearProtection(steps: string): readonly string[] {
    this.#take(steps);
    return this.#protection;
  }

  /** Codes of every denial the steps lead to; those of one order in one line. */
  denials(steps: string): readonly string[] {
    return this.hear(steps).flatMap((line) => /^(?:lane \d: )?denied (.*)$/.exec(line)?.[1] ?? []);
  }

  /** `code: message` of every notice the steps lead to. */
  notices(steps: string): readonly string[] {
    this.#take(steps);
    return this.#messages;
  }

  explain(lane = 0): Decision {
    const decision = this.engine.explain(lane);
    if (decision === undefined) throw new RangeError(`there is no lane ${lane}`);
    return decision;
  }

  /** A value of the explanation's context, e.g. `position`, `guard`, `tradingState`. */
  now(name: string, lane = 0): number | string | boolean | null | undefined {
    return this.explain(lane).explain.context[name];
  }

  /** The only thing that is asked of the engine's state. */
  awaitsClock(): boolean {
    return this.engine.awaitsClock;
  }

  apply(event: EngineEvent): void {
    this.lastEvent = event;
    this.#sequence += 1;
    const entry = { sequence: this.#sequence, timeMs: this.nowMs, event };
    this.entries.push(entry);
    for (const command of this.engine.apply(entry)) {
      this.#lines.push(commandLine(command));
      if (command.type === 'submitOrder') this.submitted.set(command.order.clientOrderId, command.order);
      if (command.type === 'armExit') this.armed[command.lane] = command.generation;
      if (command.type === 'notify') this.#messages.push(`${command.code}: ${command.message}`);
    }
    this.#shadow?.follow(entry);
  }

  #take(steps: string): void {
    this.#lines = [];
    this.#heard = [];
    this.#protection = [];
    this.#messages = [];
    const each = steps.split(',').map((step) => step.trim());
    for (const [at, step] of each.entries()) {
      takeStep(this, step);
      if (endsInterval(this, step, each[at + 1])) takeStep(this, 'interval');
    }
  }

  #wishful(symbol: string, lane: number, maxEntries = 1): LaneSpec {
    const setup = () => (context: CandleContext) => this.wishes.get(lane)?.(context);
    return { symbol, strategy: scripted({}, { name: 'wishful', maxEntries, setup }), parameters: {} };
  }
}
