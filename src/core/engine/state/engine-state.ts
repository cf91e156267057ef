import { assert } from '../../../domain/assert.ts';
import type { Command, NoticeLevel } from '../../../domain/orders/commands.ts';
import type { RunStarted } from '../../../domain/events/events.ts';
import { Ledger } from '../../../domain/index.ts';
import type { Instrument, InstrumentId } from '../../../domain/market/instrument.ts';
import { shorten } from '../../../domain/shorten.ts';
import { toSignal } from '../../../domain/units.ts';
import { type EnabledExits, enabledExits } from '../../exits/index.ts';
import { limitsLosses } from '../../risk/index.ts';
import type { EngineObserver } from '../observer.ts';
import { InstrumentMarket } from '../series/instrument-market.ts';
import type { EngineSettings, LaneSpec } from '../settings.ts';
import { Control } from './control.ts';
import { IdempotencyKeys } from './idempotency.ts';
import { Interval } from './interval.ts';
import { Lane } from './lane.ts';
import { OrderRegister } from './order-register.ts';
import { Portfolio } from './portfolio.ts';
import { lotViews } from './resting-views.ts';
import { Suspense } from './suspense.ts';

/** Everything the engine knows, each part with its owner; changed only while an entry is applied. */
export class EngineState {
  readonly settings: EngineSettings;
  readonly observer: EngineObserver;
  readonly run: RunStarted;
  readonly quote: string;
  /** By instrument id. */
  readonly markets: InstrumentMarket[] = [];
  readonly lanes: Lane[] = [];
  readonly ledger: Ledger;
  readonly orders: OrderRegister;
  readonly portfolio: Portfolio;
  readonly control = new Control();
  readonly suspense = new Suspense();
  readonly interval: Interval;
  /** By symbol, then as configured, so that the order of symbols decides nothing. */
  lanesInTurn: readonly Lane[] = [];
  readonly exits: EnabledExits;
  /** Whether any limit of losses is set: asked after every candle. */
  readonly limitsLosses: boolean;
  readonly idempotency: IdempotencyKeys;
  /** Answers to the entry being applied. */
  readonly outbox: Command[] = [];
  nowMs = 0;
  /** What has been decided is being told: inputs are taken in, and nobody decides anew. */
  isFolding = false;
  #isRecorded = false;
  /** By instrument id. */
  readonly #lanesOf: Lane[][] = [];

  constructor(settings: EngineSettings, observer: EngineObserver, run: RunStarted) {
    this.settings = settings;
    this.observer = observer;
    this.run = run;
    this.exits = enabledExits(settings.exits);
    this.limitsLosses = limitsLosses(settings.risk);
    this.interval = new Interval(settings.intervalMs);
    this.orders = new OrderRegister(run.runId);
    this.idempotency = new IdempotencyKeys(settings.idempotency.ttlMs);
    this.ledger = new Ledger({ instruments: [], balances: run.balances });
    const quotes = new Set(run.instruments.map((instrument) => instrument.quote));
    assert(quotes.size === 1, () => `one quote asset per run, this run has ${[...quotes].join(', ')}`);
    this.quote = (run.instruments[0] as Instrument).quote;
    this.portfolio = new Portfolio([], toSignal(this.ledger.balance(this.quote)));
    for (const instrument of run.instruments) this.addInstrument(instrument);
  }

  /** One more is traded from here on; its id is the next one, and stays. */
  addInstrument(instrument: Instrument): void {
    const { id, symbol, quote } = instrument;
    const { markets } = this;
    assert(id === markets.length, () => `${symbol} must be instrument ${markets.length} of the run, was ${id}`);
    assert(quote === this.quote, () => `${symbol} must be traded for ${this.quote} like all of the run`);
    markets.push(new InstrumentMarket(instrument, this.settings.intervalMs));
    this.#lanesOf.push([]);
    this.ledger.addInstrument(instrument);
    this.portfolio.addInstrument(instrument);
  }

  /** The next entry: its time, and no answers yet. */
  begin(nowMs: number): void {
    shorten(this.outbox, 0);
    if (this.#isRecorded) this.#forgetChanges();
    this.nowMs = nowMs;
  }

  addLane(spec: LaneSpec, instrument: InstrumentId): Lane {
    const id = this.lanes.length;
    const lots = () => lotViews(this.ledger, id);
    const lane = new Lane(id, spec, { instrument, intervalMs: this.settings.intervalMs, lots });
    this.lanes.push(lane);
    (this.#lanesOf[instrument] as Lane[]).push(lane);
    const after = this.lanesInTurn.findIndex(({ symbol }) => symbol > lane.symbol);
    this.lanesInTurn = this.lanesInTurn.toSpliced(after < 0 ? id : after, 0, lane);
    return lane;
  }

  market(instrument: InstrumentId): InstrumentMarket {
    const market = this.markets[instrument];
    // Asked per candle: no message is built unless it is needed.
    if (market === undefined) assert(false, `instrument ${instrument} must be one of the run's ${this.markets.length}`);
    return market;
  }

  lane(id: number): Lane {
    const lane = this.lanes[id];
    if (lane === undefined) assert(false, `lane ${id} must be one of the run's ${this.lanes.length}`);
    return lane;
  }

  /** The lanes that trade an instrument, in the order in which they are configured. */
  lanesOf(instrument: InstrumentId): readonly Lane[] {
    return this.#lanesOf[instrument] as readonly Lane[];
  }

  /** From now on it is kept which orders and keys an entry has changed. */
  keepChanges(): void {
    this.#isRecorded = true;
    this.orders.keepTouched();
    this.idempotency.keepLatest();
  }

  #forgetChanges(): void {
    this.orders.hearTouched();
    this.idempotency.forgetLatest();
  }

  /** Runs `work` while nobody decides. */
  fold(work: () => void): void {
    this.isFolding = true;
    try {
      work();
    } finally {
      this.isFolding = false;
    }
  }

  send(command: Command): void {
    this.outbox.push(command);
  }

  notify(level: NoticeLevel, code: string, message: string): void {
    const notice = { type: 'notify', level, code, message } as const;
    this.outbox.push(notice);
    this.observer.noticeRaised?.(notice);
  }
}
