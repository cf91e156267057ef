import type { Candle } from '../../../domain/market/candle.ts';
import type { Denial } from '../../../domain/decision.ts';
import { MINUTE_MS } from '../../../domain/durations.ts';
import type { LanePosition } from '../../../domain/index.ts';
import type { InstrumentId } from '../../../domain/market/instrument.ts';
import type { Mutable } from '../../../domain/mutable.ts';
import { type Saved, savedFlag, savedNumber, savedNumbers, savedText, savedTuple } from '../../../domain/saved.ts';
import { shorten } from '../../../domain/shorten.ts';
import { type Indicator, NamedLines } from '../../indicators/index.ts';
import type {
  Assessment,
  CandleContext,
  EntryOptions,
  ExitOptions,
  Intent,
  OnCandle,
  LotView,
  PositionView,
  RestOptions,
  RunningStrategy,
} from '../../strategies/api/index.ts';
import type { IndicatorHub } from '../series/indicator-hub.ts';
import { restoreKept, saveKept } from '../kept-strategy.ts';
import type { LaneSpec } from '../settings.ts';
import { LaneHolding } from './lane-holding.ts';
import { LaneOrders } from './lane-orders.ts';
import type { OrderRegister } from './order-register.ts';
import { restingViews } from './resting-views.ts';
import type { PositionGuard } from './position-guard.ts';

const NO_CANDLE: Candle = { openTimeMs: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
const NO_DENIALS: readonly Denial[] = Object.freeze([]);

/** What a lane trades, and what its strategy is shown of the lots it holds. */
interface LaneSeries {
  readonly instrument: InstrumentId;
  readonly intervalMs: number;
  readonly lots: () => readonly LotView[];
}

/** What became of the lane's latest candle. */
export interface LaneOutcome {
  readonly action: 'buy' | 'sell' | 'hold';
  readonly reason: string;
  readonly denials: readonly Denial[];
  readonly clientOrderId: string | undefined;
}

const HELD: LaneOutcome = Object.freeze({ action: 'hold', reason: '', denials: NO_DENIALS, clientOrderId: undefined });

/** One strategy on one instrument, in motion. */
export class Lane {
  readonly id: number;
  readonly spec: LaneSpec;
  readonly instrument: InstrumentId;
  /** Of the candles it is told. */
  readonly intervalMs: number;
  readonly context: Mutable<CandleContext>;
  readonly holding: LaneHolding;
  readonly orders = new LaneOrders();
  /** Each declared indicator with the series it runs on. */
  readonly uses: { readonly indicator: Indicator; readonly hub: IndicatorHub }[] = [];
  /** Their lines by name, as explanations list them. */
  readonly lines = new NamedLines();
  onCandle: OnCandle = () => undefined;
  assess: (() => Assessment) | undefined;
  isStopped = false;
  stopReason = '';
  outcome: LaneOutcome = HELD;
  /** Of the latest candle of its instrument, `NaN` before the first. */
  candleOpenTimeMs = Number.NaN;
  /** Number of the candle up to which a strategy that began anew may not enter. */
  learnsUntilIndex = Number.NEGATIVE_INFINITY;
  /** Its strategy looks at a symbol that the run is still to get. */
  awaitsMarket = false;
  #isWarm = false;
  #stops = 0;
  #strategy: RunningStrategy | undefined;

  constructor(id: number, spec: LaneSpec, series: LaneSeries) {
    this.id = id;
    this.spec = spec;
    this.instrument = series.instrument;
    this.intervalMs = series.intervalMs;
    this.context = {
      candle: NO_CANDLE,
      index: -1,
      position: undefined,
      enterLong: (options: EntryOptions): Intent => ({ ...options, kind: 'enterLong' }),
      exit: (options: ExitOptions): Intent => ({ ...options, kind: 'exit' }),
      rest: (options: RestOptions): Intent => ({ ...options, kind: 'rest' }),
      resting: () => restingViews(this.orders.levels),
      lots: series.lots,
    };
    this.holding = new LaneHolding(this.context);
  }

  /**
   * Names the decision on the latest candle: minute of the candle's open time and lane, base 36. Seven characters, so
   * that the eight that enter the idempotency key are all of it; equal in backtest, paper and live.
   */
  get decisionId(): string {
    const minute = Math.floor(this.candleOpenTimeMs / MINUTE_MS);
    return `${minute.toString(36)}${this.id.toString(36).padStart(2, '0')}`;
  }

  get name(): string {
    return this.spec.strategy.name;
  }

  get symbol(): string {
    return this.spec.symbol;
  }

  get maxEntries(): number {
    return this.spec.strategy.maxEntries ?? 1;
  }

  get position(): PositionView | undefined {
    return this.holding.position;
  }

  get guard(): PositionGuard {
    return this.holding.guard;
  }

  /** Takes note of an indicator that the strategy declared, under the name it is explained by. */
  declare(indicator: Indicator, hub: IndicatorHub, label: string): void {
    this.uses.push({ indicator, hub });
    this.lines.add(label, indicator.output);
  }

  /** It is set up anew, and declares them again. */
  forgetDeclared(): void {
    shorten(this.uses, 0);
    this.lines.clear();
    this.awaitsMarket = false;
    this.#isWarm = false;
  }

  /** The strategy cannot begin yet, and is asked for nothing before. */
  awaitMarket(): void {
    this.awaitsMarket = true;
  }

  /** The strategy has been set up. */
  start(running: OnCandle | RunningStrategy): void {
    if (typeof running === 'function') {
      this.onCandle = running;
      return;
    }
    this.onCandle = running.onCandle;
    this.assess = running.assess;
    this.#strategy = running;
  }

  /** From now on the strategy is asked through `asking`. */
  askThrough(asking: (ask: OnCandle) => OnCandle): void {
    this.onCandle = asking(this.onCandle);
  }

  /** Stands in for a lane in the same state: it is asked instead, and explains what it answered. */
  standInFor({ learnsUntilIndex, assess }: Lane, onCandle: OnCandle): void {
    this.learnsUntilIndex = learnsUntilIndex;
    this.onCandle = onCandle;
    this.assess = assess;
  }

  stop(reason: string): void {
    this.isStopped = true;
    this.stopReason = reason;
    this.#stops += 1;
  }

  /** Whether every indicator the strategy declared has seen enough candles. */
  isWarm(): boolean {
    if (this.#isWarm) return true;
    for (const { indicator, hub } of this.uses) if (hub.count < indicator.warmUp) return false;
    this.#isWarm = true;
    return true;
  }

  /** A candle of its instrument closed; nothing has been decided on it. */
  begin(candle: Candle): void {
    this.context.index += 1;
    this.context.candle = candle;
    this.candleOpenTimeMs = candle.openTimeMs;
    if (this.outcome !== HELD) this.outcome = HELD;
  }

  /** Warm-up: the candle counts, and what became of an earlier one stays. */
  backfill(candle: Candle): void {
    this.context.index += 1;
    this.candleOpenTimeMs = candle.openTimeMs;
  }

  /** Counts changes, but for what candles bring. */
  get revision(): number {
    return this.orders.revision + this.holding.revision + this.guard.revision + this.#stops;
  }

  /** The same of each part, in the order in which `saveChanged` tells them. */
  get revisions(): readonly number[] {
    return [this.orders.revision, this.holding.revision, this.guard.revision, this.#stops];
  }

  /** What facts tell of it: the parts of another revision than then, `null` for the others. */
  saveChanged(then: readonly number[]): readonly Saved[] {
    const [orders, holding, guard, stops] = this.revisions;
    return [
      orders === then[0] ? null : this.orders.save(),
      holding === then[1] ? null : this.holding.saveOwn(),
      guard === then[2] ? null : this.guard.save(),
      stops === then[3] ? null : this.stopReason,
    ];
  }

  /** What `saveChanged` told. @throws UnreadableSave */
  takeOver(
    [orders, holding, guard, stopReason]: readonly Saved[],
    known: { readonly orders: OrderRegister; readonly exact: LanePosition | undefined },
  ): void {
    if (orders !== null) this.orders.restore(orders, known.orders);
    if (holding !== null) this.holding.restoreOwn(holding, known.exact);
    if (guard !== null) this.guard.restore(guard);
    if (stopReason !== null) this.stop(savedText(stopReason, 'lane'));
  }

  /** Orders by their ids, position and levels, and whether its strategy was stopped. */
  save(): Saved {
    return [this.orders.save(), this.holding.save(), this.isStopped, this.stopReason];
  }

  /** What candles brought. */
  saveCandle(): Saved {
    const { openTimeMs, open, high, low, close, volume } = this.context.candle;
    return [this.context.index, this.candleOpenTimeMs, [openTimeMs, open, high, low, close, volume]];
  }

  /** @throws UnreadableSave */
  restoreCandle(saved: Saved | undefined): void {
    const [index, latestMs, candle] = savedTuple(saved, 'candle of a lane', 3);
    this.context.index = savedNumber(index, 'candle index');
    this.candleOpenTimeMs = savedNumber(latestMs, 'candle time');
    const [openTimeMs = 0, open = 0, high = 0, low = 0, close = 0, volume = 0] = savedNumbers(candle, 'candle', 6);
    this.context.candle = { openTimeMs, open, high, low, close, volume };
  }

  /** What the strategy keeps, `null` when it does not say. @throws TypeError when it cannot be saved */
  saveStrategy(): Saved {
    return saveKept(this.name, this.#strategy);
  }

  /** `false` when the strategy cannot be put back; it may have taken a part of it. */
  restoreStrategy(saved: Saved | undefined): boolean {
    return this.spec.strategy.lookback === 0 || restoreKept(this.#strategy, saved);
  }

  /** The strategy was not put back: what it must have been told before it may enter again. */
  learnAnew(): void {
    if (this.spec.strategy.lookback !== undefined) return;
    const warmUp = Math.max(0, ...this.uses.map(({ indicator }) => indicator.warmUp));
    this.learnsUntilIndex = this.context.index + warmUp;
  }

  /** With what the ledger says that it holds. @throws UnreadableSave */
  restore(
    saved: Saved | undefined,
    known: { readonly orders: OrderRegister; readonly exact: LanePosition | undefined },
  ): void {
    const [orders, holding, isStopped, stopReason] = savedTuple(saved, 'lane', 4);
    this.orders.restore(orders, known.orders);
    this.holding.restore(holding, known.exact);
    this.isStopped = savedFlag(isStopped, 'lane');
    this.stopReason = savedText(stopReason, 'lane');
  }

  /** An intent on the latest candle came to this. */
  conclude(outcome: LaneOutcome): void {
    this.outcome = outcome;
  }
}
