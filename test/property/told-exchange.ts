/** An exchange of chance before the real engine: it answers orders late, in parts, with fees in any asset, and loses some. */
import { Engine, type EngineSettings } from '../../src/core/engine/index.ts';
import type { CandleContext, Intent } from '../../src/core/strategies/api/index.ts';
import {
  type Command,
  type EngineEvent,
  type Instrument,
  type JournalEntry,
  type OrderFilled,
  type OrderRequest,
  type Price,
  type RoundTrip,
  type RunStarted,
  decimal,
} from '../../src/domain/index.ts';
import { MINUTE, START_MS, anInstrument, engineSettings, scripted } from '../support/build.ts';
import { ROUGH_RULES, trouble } from './rough-market.ts';
import { Bookkeeper, type Rules, UNIT, expectSame, number } from './bookkeeper.ts';

const RULES: Rules = {
  stopLoss: 0.04,
  trailing: 0.06,
  maxPositions: 2,
  maxPerSymbol: 0.25,
  maxExposure: 0.4,
};

const CASH = decimal('10000');

export interface Counts {
  trips: number;
  dust: number;
  stops: number;
  denials: number;
  fills: number;
  flows: number;
}

/** One random run, every figure compared with the bookkeeper's after every event. */
export class ToldExchange {
  readonly instruments: readonly Instrument[];
  readonly books: Bookkeeper;
  readonly engine: Engine;
  readonly counts: Counts;
  readonly run: RunStarted;
  readonly #chance: () => number;
  readonly #isRough: boolean;
  readonly #orders = new Map<string, OrderRequest>();
  readonly #open: string[] = [];
  readonly #canceling = new Set<string>();
  #nowMs = START_MS;
  #sequence = 0;
  #trades = 0;
  /** What is told next. */
  readonly #queue: EngineEvent[] = [];
  readonly #trips: { readonly lane: number; readonly trip: RoundTrip }[] = [];
  /** By lane: what the trip earned that the latest fill ended. */
  readonly #earned = new Map<number, bigint>();
  /** Orders that the exchange has spoken of as its own. */
  readonly #known = new Set<string>();

  /** Latest intent by lane. */
  readonly #wished: (Intent | undefined)[] = [];

  /** Hears of every entry after the engine has taken it, with its answer. */
  follow: ((entry: JournalEntry, answer: readonly Command[]) => void) | undefined;

  /** `isRough` adds limits that are reached, levels that the bookkeeper does not know, and troubles. */
  constructor(chance: () => number, counts: Counts, isRough = false) {
    this.#chance = chance;
    this.#isRough = isRough;
    this.counts = counts;
    this.instruments = [
      anInstrument({ minNotional: decimal('5') as never, stepSize: decimal('0.01') as never }),
      anInstrument({ id: 1, symbol: 'ETH/USDT', base: 'ETH', tickSize: decimal('0.1') as never }),
    ];
    const balances = { USDT: CASH, GT: decimal('1000') };
    this.books = new Bookkeeper(this.instruments, balances, RULES);
    this.engine = new Engine(this.#settings(), {
      roundTripClosed: (lane, trip) => this.#trips.push({ lane: lane.id, trip }),
      entryDenied: () => (counts.denials += 1),
    });
    const identity = { runId: 'c0', mode: 'test', commit: 'test', configHash: 'test', modelHash: null, seed: 1 };
    this.run = { type: 'runStarted', ...identity, instruments: this.instruments, balances };
    this.#tell(this.run);
  }

  /** The same lanes and rules, with strategies that wish what was wished. */
  get sameSettings(): EngineSettings {
    return this.#wishing((lane) => this.#wished[lane]);
  }

  /** Another version: the same lanes, with strategies that break, and rules that would have refused nearly everything. */
  get otherSettings(): EngineSettings {
    return {
      ...this.#wishing(() => {
        throw new RangeError('another version');
      }),
      size: { kind: 'fixedQuote', quote: 11 },
      exits: { stopLossRatio: 0.5 },
      risk: { maxPositions: 1, maxDrawdownRatio: 1e-9, dailyLossLimitQuote: 1e-9 },
      orderMaxAgeMs: 1,
    };
  }

  /** Candles of both instruments, then whatever the exchange has to say. */
  step(at: number): void {
    this.#nowMs = START_MS + (at + 1) * MINUTE;
    for (const { id, tickSize } of this.instruments) {
      const from = this.books.last[id] ?? 100 + 50 * id;
      const ticks = Math.round((from * (1 + (this.#chance() - 0.5) * 0.06)) / number(tickSize));
      const close = Number((ticks * number(tickSize)).toFixed(9));
      const shape = { open: from, high: Math.max(from, close), low: Math.min(from, close), close, volume: 1000 };
      const openTimeMs = START_MS + at * MINUTE;
      const lanes = this.engine.view.lanes.filter(({ instrument }) => instrument === id).map((lane) => lane.id);
      this.books.candle(id, { openTimeMs, ...shape }, lanes);
      this.#tell({ type: 'candleClosed', instrument: id, openTimeMs, ...shape });
    }
    for (let said = 0; said < 6; said += 1) {
      this.#say();
      const more = this.#isRough ? trouble(this.#chance, `t${this.#sequence}`, this.#nowMs) : undefined;
      if (more) this.#tell(more);
    }
    if (this.#chance() < 0.03) this.#operate();
  }

  #say(): void {
    this.#nowMs += 1_500;
    this.#tell({ type: 'timerFired', clockDriftMs: 0 });
    const id = this.#open[Math.floor(this.#chance() * this.#open.length)];
    const order = this.#orders.get(id ?? '');
    if (!order) return this.#quote();
    const luck = this.#chance();
    if (this.#canceling.has(order.clientOrderId) && luck < 0.7) return this.#close(order, 'canceled');
    if (luck < 0.05 && !this.#known.has(order.clientOrderId)) return this.#neverArrived(order);
    this.#known.add(order.clientOrderId);
    if (luck < 0.1) this.#tell({ type: 'outcomeUnknown', clientOrderId: order.clientOrderId, cause: 'timeout' });
    else if (luck < 0.2) this.#tell({ type: 'orderAccepted', clientOrderId: order.clientOrderId, venueOrderId: 'v' });
    else if (luck < 0.25 && order.type === 'market') this.#close(order, 'expired');
    else this.#fill(order);
  }

  /** A price at which a stop may be reached. */
  #quote(): void {
    if (this.#chance() > 0.3) return;
    const { id, tickSize } = this.instruments[Math.floor(this.#chance() * 2)] as Instrument;
    const ticks = Math.floor(((this.books.last[id] ?? 100) * (1 - this.#chance() * 0.05)) / number(tickSize));
    const bid = Number((ticks * number(tickSize)).toFixed(9));
    this.#tell({ type: 'quoteSeen', instrument: id, bid, ask: bid });
  }

  #operate(): void {
    const said = { type: 'operatorActed', actor: 'ann', reason: 'test', key: `k${this.#sequence}` } as const;
    if (this.#chance() < 0.3) return this.#tell({ ...said, action: { kind: 'closeAll' } });
    // A withdrawal stays within what is certainly free.
    const amount = BigInt(Math.floor(this.#chance() * 1_000) - 300) * UNIT;
    const [asset, isCoins] = this.#chance() < 0.7 ? ['USDT', false] : ['BTC', true];
    const moved = isCoins && amount < 0n ? -amount / 100_000n : isCoins ? amount / 100_000n : amount;
    this.books.fundsMoved(asset, moved);
    this.counts.flows += 1;
    this.#tell({ ...said, action: { kind: 'moveFunds', asset, amount: moved } });
  }

  #neverArrived({ clientOrderId }: OrderRequest): void {
    this.#tell({ type: 'outcomeUnknown', clientOrderId, cause: 'timeout' });
    this.#forget(clientOrderId);
    this.books.ended(clientOrderId);
    this.#tell({ type: 'orderAbsent', clientOrderId, evidence: 'in no list' });
  }

  #close({ clientOrderId }: OrderRequest, status: 'canceled' | 'expired'): void {
    this.#forget(clientOrderId);
    this.books.ended(clientOrderId);
    this.#tell({ type: 'orderClosed', clientOrderId, status, reason: status });
  }

  #fill(order: OrderRequest): void {
    const working = this.books.working.get(order.clientOrderId);
    const instrument = this.instruments[order.instrument] as Instrument;
    if (!working) return;
    const price = this.#priceOf(order, instrument);
    const isInParts = this.#chance() < 0.5;
    const steps = working.left / instrument.stepSize;
    const part = isInParts ? BigInt(Math.ceil(Number(steps) * this.#chance())) || 1n : steps;
    const quantity = part * instrument.stepSize;
    const worth = (price * quantity) / UNIT;
    const assets = ['USDT', instrument.base, 'GT'];
    const wished = assets[Math.floor(this.#chance() * 3)] as string;
    // A sale leaves no base to take a fee from.
    const feeAsset = order.side === 'sell' && wished === instrument.base ? 'USDT' : wished;
    const ofAmount = feeAsset === 'USDT' ? worth : feeAsset === 'GT' ? UNIT : quantity;
    const fee = ofAmount / 1000n;
    this.#trades += 1;
    this.counts.fills += 1;
    const { clientOrderId } = order;
    const tradeId = `t${this.#trades}`;
    const liquidity = order.type === 'limit' ? 'maker' : 'taker';
    const fill = { type: 'orderFilled', tradeId, clientOrderId, price, quantity, fee, feeAsset, liquidity } as const;
    const earned = this.books.filled(fill as OrderFilled, order);
    if (earned !== undefined) this.#earned.set(order.lane, earned);
    if (!this.books.working.has(clientOrderId)) this.#forget(clientOrderId);
    this.#tell(fill as OrderFilled);
  }

  /** No worse than the order allows: a market buy stays within its budget. */
  #priceOf({ side, price, instrument: id }: OrderRequest, { tickSize }: Instrument): Price {
    const last = this.books.last[id] ?? 100;
    const better = 1 + (side === 'buy' ? -1 : 1) * this.#chance() * 0.01;
    const wished =
      price ?? BigInt(Math.floor((last * (side === 'buy' ? better : 2 - better)) / number(tickSize))) * tickSize;
    return wished as Price;
  }

  #settings(): EngineSettings {
    const wish =
      (lane: number) =>
      (context: CandleContext): Intent | undefined =>
        (this.#wished[lane] = this.#wish(lane, context));
    const lanes = ['BTC/USDT', 'BTC/USDT', 'ETH/USDT'].map((symbol, lane) => ({
      symbol,
      strategy: scripted({}, { name: `random-${lane}`, maxEntries: 3, setup: () => wish(lane) }),
      parameters: {},
    }));
    const rough: Partial<EngineSettings> = this.#isRough ? ROUGH_RULES : {};
    return engineSettings(scripted({}), {
      ...rough,
      lanes,
      size: { kind: 'fixedQuote', quote: 900 },
      exits: {
        ...rough.exits,
        stopLossRatio: RULES.stopLoss,
        trailingStop: { distanceRatio: RULES.trailing, activationRatio: 0 },
      },
      risk: {
        ...rough.risk,
        maxPositions: RULES.maxPositions,
        maxCapitalPerSymbolRatio: RULES.maxPerSymbol,
        maxTotalExposureRatio: RULES.maxExposure,
      },
    });
  }

  #wishing(intentOf: (lane: number) => Intent | undefined): EngineSettings {
    const settings = this.#settings();
    const lanes = settings.lanes.map((lane, id) => ({
      ...lane,
      strategy: { ...lane.strategy, setup: () => () => intentOf(id) },
    }));
    return { ...settings, lanes };
  }

  #wish(lane: number, { candle, position, enterLong, exit, rest, lots }: CandleContext): Intent | undefined {
    const luck = this.#chance();
    if (lane === 2) {
      if (luck < 0.1) return exit({ reason: 'all' });
      if (luck < 0.5) return undefined;
      const held = new Set(lots().map(({ level }) => level));
      const orders = ['a', 'b'].map((level, at) =>
        held.has(level)
          ? ({ level, side: 'sell', price: candle.close * (1.01 + 0.01 * at), lot: level } as const)
          : ({ level, side: 'buy', price: candle.close * (0.99 - 0.01 * at), quote: 300 } as const),
      );
      return rest({ reason: 'two levels', orders });
    }
    const levels = this.#isRough ? { stopPrice: candle.close * 0.95, targetPrice: candle.close * 1.04 } : {};
    if (luck < 0.25) return enterLong({ reason: 'market', ...levels });
    if (luck < 0.4) return enterLong({ reason: 'limit', limitPrice: candle.close * 0.99, ...levels });
    if (position && luck < 0.5) return exit({ reason: 'part', share: 0.1 + 0.8 * this.#chance() });
    return position && luck < 0.6 ? exit({ reason: 'all' }) : undefined;
  }

  #compareTrips(event: EngineEvent): void {
    for (const { lane, trip } of this.#trips.splice(0)) {
      let earned = this.#earned.get(lane);
      this.#earned.delete(lane);
      if (earned === undefined) {
        const { minNotional, minQuantity, stepSize } = this.instruments[trip.instrument] as Instrument;
        const held = this.books.held(lane);
        const left = held - (held % stepSize);
        // A level is judged at the quote that reached it.
        const isQuoted = event.type === 'quoteSeen' && event.instrument === trip.instrument;
        const price = isQuoted ? event.bid : (this.books.last[trip.instrument] ?? 0);
        const worth = number(left) * price;
        if (left >= minQuantity && worth >= number(minNotional) * 1.01)
          throw new Error(`lane ${lane}: ${left} is no dust`);
        earned = this.books.becameDust(lane, trip.instrument, price);
        this.counts.dust += 1;
      }
      expectSame(`round trip of lane ${lane}`, trip.netPnl, earned);
      this.counts.trips += 1;
    }
    if (this.#earned.size > 0)
      throw new Error(`lane ${[...this.#earned.keys()].join()} is flat, and no round trip says so`);
  }

  #compareHoldings(): void {
    const { ledger, lanes } = this.engine.view;
    for (const asset of ['USDT', 'BTC', 'ETH', 'GT']) {
      expectSame(`balance of ${asset}`, ledger.balance(asset), this.books.balance(asset));
    }
    for (const { id } of lanes) {
      expectSame(`position of lane ${id}`, ledger.position(id)?.quantity ?? 0n, this.books.held(id));
    }
    for (const { id, symbol } of this.instruments) {
      expectSame(`dust of ${symbol}`, ledger.dust(id), this.books.dust.get(id)?.quantity ?? 0n);
    }
  }

  #forget(clientOrderId: string): void {
    this.#canceling.delete(clientOrderId);
    const at = this.#open.indexOf(clientOrderId);
    if (at >= 0) this.#open.splice(at, 1);
  }

  #tell(event: EngineEvent): void {
    this.#queue.push(event);
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      this.#sequence += 1;
      const entry = { sequence: this.#sequence, timeMs: this.#nowMs, event: next };
      const commands = [...this.engine.apply(entry)];
      this.follow?.(entry, commands);
      this.#compareTrips(next);
      this.#compareHoldings();
      for (const command of commands) this.#heed(command);
      this.#compareStops(commands);
    }
  }

  #heed(command: Command): void {
    if (command.type === 'submitOrder') return this.#submitted(command.order);
    if (command.type === 'cancelOrder') this.#canceling.add(command.clientOrderId);
    if (command.type !== 'armExit') return;
    const { lane, generation } = command;
    this.#queue.push({ type: 'exitArmed', lane, generation });
  }

  /** The last levels of each lane count: what one event leads to may move them more than once. */
  #compareStops(commands: readonly Command[]): void {
    const arms = new Map(commands.flatMap((command) => (command.type === 'armExit' ? [[command.lane, command]] : [])));
    for (const { lane, instrument, stopPrice } of arms.values()) {
      if (this.#isRough || !this.books.holdings.has(lane)) continue;
      expectSame(`stop of lane ${lane}`, Number(stopPrice?.toFixed(9)), this.books.stopOf(lane, instrument));
      this.counts.stops += 1;
    }
  }

  #submitted(order: OrderRequest): void {
    const problem = this.books.overLimit(order);
    if (problem !== undefined) throw new Error(`${order.side} of lane ${order.lane} goes over a limit: ${problem}`);
    this.books.sent(order);
    this.#orders.set(order.clientOrderId, order);
    this.#open.push(order.clientOrderId);
  }
}
