/** What a strategy is: declared parameters, a one-time setup, and a function that is asked once per closed candle. */
import type { Saved } from '../../../domain/saved.ts';
import type { Candle } from '../../../domain/market/candle.ts';
import type { Explanation, Regime } from '../../../domain/decision.ts';
import type { Timeframe } from '../../../domain/market/timeframe.ts';
import type { IndicatorSet } from '../../indicators/index.ts';
import type { SizeSpec } from '../../sizing/spec.ts';
import type { ParameterValues, Parameters } from './parameters.ts';
import type { LotView, Rest, RestOptions, RestingView } from './resting.ts';

/** What a strategy wants. The engine sizes it, quantizes it and asks risk; only then does it become an order. */
export type Intent = EnterLong | Exit | Rest;

export interface EntryOptions {
  readonly reason: string;
  readonly tag?: string;
  /** Overrides the configured position size. */
  readonly size?: SizeSpec;
  /** Makes it a limit order at this price instead of a market order at the next open. */
  readonly limitPrice?: number;
  readonly timeInForce?: 'gtc' | 'ioc' | 'fok' | 'postOnly';
  /** Absolute price; overrides the configured stop for this position. */
  readonly stopPrice?: number;
  /** Absolute price; overrides the configured target for this position. */
  readonly targetPrice?: number;
}

export interface EnterLong extends EntryOptions {
  readonly kind: 'enterLong';
}

export interface ExitOptions {
  readonly reason: string;
  readonly tag?: string;
  /** Part of the position to sell, above 0 to 1; default the whole of it. */
  readonly share?: number;
}

export interface Exit extends ExitOptions {
  readonly kind: 'exit';
}

/** The lane's open position as a strategy may see it. */
export interface PositionView {
  readonly quantity: number;
  /** Average entry price, fees not included. */
  readonly entryPrice: number;
  readonly entryTimeMs: number;
  /** Closed candles since the first entry fill. */
  readonly candlesHeld: number;
  /** Entry orders that built the position. */
  readonly entries: number;
  /** Close over entry price minus one. */
  readonly profitRatio: number;
}

/** What is known when the candle has closed. The engine reuses the object: read it now, keep nothing of it. */
export interface CandleContext {
  readonly candle: Candle;
  /** Closed candles of this lane so far, warm-up included; the first has index 0. */
  readonly index: number;
  readonly position: PositionView | undefined;
  readonly enterLong: (options: EntryOptions) => Intent;
  readonly exit: (options: ExitOptions) => Intent;
  /** All limit orders that shall rest from now on. */
  readonly rest: (options: RestOptions) => Intent;
  /** How each level stands that was stated and is not done. */
  readonly resting: () => readonly RestingView[];
  /** What the position was bought in, oldest first. */
  readonly lots: () => readonly LotView[];
}

export type OnCandle = (context: CandleContext) => Intent | undefined;

/** The scores behind the latest answer, filled in on demand only. */
export interface Assessment {
  readonly score: number;
  readonly scoreBlended: number;
  readonly confidence: number;
  readonly regime: Regime;
  /** Why it held, when it held. */
  readonly reason?: string;
  readonly explain: Partial<Explanation>;
}

/** A strategy in motion. `assess` must only read state: it may be called any number of times, or never. */
export interface RunningStrategy {
  readonly onCandle: OnCandle;
  readonly assess?: () => Assessment;
  /** All that it keeps between candles, as plain data. With `restore` it comes back after a restart as it was. */
  readonly save?: () => Saved;
  /** Takes what `save` gave, before the next candle; throws when it cannot. */
  readonly restore?: (saved: Saved) => void;
}

/** A trained model's opinion, 0..1, once per closed candle; `undefined` while it has none. */
export interface ModelScore {
  readonly name: string;
  readonly version: string;
  score(candle: Candle): number | undefined;
}

export interface StrategySetup<Declared extends Parameters> {
  readonly parameters: ParameterValues<Declared>;
  /** Indicators of the lane's own instrument and timeframe. */
  readonly indicators: IndicatorSet;
  readonly symbol: string;
  /**
   * Indicators of the same instrument on a higher timeframe; they move when such a candle closes. One whose beginning was
   * not seen, because the run starts or a gap ends inside of it, is no candle.
   */
  readonly on: (timeframe: Timeframe) => IndicatorSet;
  /**
   * Indicators of another instrument of the run, with its candle of the same interval, whatever the order of SYMBOLS.
   * Where it has none, they stand still; one that comes late moves them, and its crossing is not seen.
   */
  readonly instrument: (symbol: string) => IndicatorSet;
  readonly model: ModelScore | undefined;
  /** Files named by a text parameter, read before the run by whoever composes it. */
  readonly attachments: Readonly<Record<string, string>>;
}

export interface StrategyDefinition<Declared extends Parameters = Parameters> {
  readonly name: string;
  readonly description?: string;
  readonly parameters: Declared;
  /** How many entries may build one position; 1 unless the strategy averages in. */
  readonly maxEntries?: number;
  /**
   * Candles after which it does not matter any more what came before: so many are told to it again after a restart, with
   * the positions of then. 0 when it keeps nothing between candles. Without it, and without `save`, it may not enter after
   * a restart until its indicators would have warmed up again.
   */
  readonly lookback?: number;
  setup(setup: StrategySetup<Declared>): OnCandle | RunningStrategy;
}

/** Declares a strategy; the types of `parameters` follow from the declarations. */
export function defineStrategy<const Declared extends Parameters>(
  definition: StrategyDefinition<Declared>,
): StrategyDefinition<Declared> {
  return definition;
}
