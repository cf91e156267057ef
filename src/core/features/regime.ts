/** Says what kind of market it is, candle by candle, without flickering. */
import { assert } from '../../domain/assert.ts';
import type { Regime } from '../../domain/decision.ts';
import { type RegimeLines, TREND, VOLATILITY_RATIO, measureRegime } from './regime-evidence.ts';

/** Where a regime begins and ends. `trend` is 0..1 as `measureRegime` gives it, ratios are of realised to usual volatility. */
export interface RegimeSettings {
  readonly enterTrend: number;
  readonly leaveTrend: number;
  /** Trend at which confidence is 1. */
  readonly fullTrend: number;
  readonly enterVolatile: number;
  readonly leaveVolatile: number;
  /** Volatility ratio at which confidence is 1. */
  readonly fullVolatile: number;
  /** Candles in a row that must say the same before the regime changes. */
  readonly confirmCandles: number;
}

const REGIME_SETTINGS: RegimeSettings = {
  enterTrend: 0.3,
  leaveTrend: 0.12,
  fullTrend: 0.7,
  enterVolatile: 1.5,
  leaveVolatile: 1.2,
  fullVolatile: 2,
  confirmCandles: 3,
};

/**
 * Bull, bear, sideways or volatile, from a trend number and a volatility ratio (`measureRegime`):
 *
 *     volatile  when ratio >= enterVolatile, until ratio < leaveVolatile
 *     bull/bear else when ±trend >= enterTrend, until ±trend < leaveTrend
 *     sideways  else
 *
 * A change counts after `confirmCandles` candles in a row; the first verdict and `unknown` (a line without a value)
 * count at once. Confidence is how much the latest candle supports the regime in force, 0..1:
 *
 *     volatile  (ratio - 1) / (fullVolatile - 1)
 *     bull/bear ±trend / fullTrend
 *     sideways  1 - max(|trend| / enterTrend, (ratio - 1) / (enterVolatile - 1))
 */
export class RegimeDetector {
  regime: Regime = 'unknown';
  readonly #lines: RegimeLines;
  readonly #settings: RegimeSettings;
  /** Trend, volatility ratio and confidence: in an array, where writing a fraction allocates nothing. */
  readonly #numbers = Float64Array.of(Number.NaN, Number.NaN, 0);
  #candidate: Regime = 'unknown';
  #streak = 0;

  constructor(lines: RegimeLines, settings: Partial<RegimeSettings> = {}) {
    this.#lines = lines;
    this.#settings = { ...REGIME_SETTINGS, ...settings };
    const { enterTrend, leaveTrend, enterVolatile, leaveVolatile } = this.#settings;
    assert(leaveTrend <= enterTrend, `leaveTrend must not exceed enterTrend, values were ${leaveTrend}, ${enterTrend}`);
    assert(
      leaveVolatile <= enterVolatile && enterVolatile > 1,
      `enterVolatile must exceed 1 and not be below leaveVolatile, values were ${enterVolatile}, ${leaveVolatile}`,
    );
  }

  /** -1 (falling) to 1 (rising), `NaN` before warm-up. */
  get trend(): number {
    return this.#numbers[TREND] ?? Number.NaN;
  }

  /** Realised over usual volatility, `NaN` before warm-up. */
  get volatilityRatio(): number {
    return this.#numbers[VOLATILITY_RATIO] ?? Number.NaN;
  }

  /** 0..1; 0 while unknown. */
  get confidence(): number {
    return this.#numbers[CONFIDENCE] ?? 0;
  }

  /** Takes in the candle that the lines have just seen; to be called once per closed candle. */
  update(): Regime {
    measureRegime(this.#lines, this.#numbers);
    const verdict = this.#judge();
    if (verdict === this.regime) {
      this.#streak = 0;
    } else {
      this.#streak = verdict === this.#candidate ? this.#streak + 1 : 1;
      this.#candidate = verdict;
      const isImmediate = this.regime === 'unknown' || verdict === 'unknown';
      if (isImmediate || this.#streak >= this.#settings.confirmCandles) {
        this.regime = verdict;
        this.#streak = 0;
      }
    }
    this.#weighSupport();
    return this.regime;
  }

  /** The memory, bit for bit; the lines save themselves. */
  save(): Float64Array {
    return Float64Array.of(REGIMES.indexOf(this.regime), REGIMES.indexOf(this.#candidate), this.#streak);
  }

  /** Takes what `save` gave; the lines must have been restored before. */
  restore(state: Float64Array): void {
    const [regime = 0, candidate = 0, streak = 0] = state;
    this.regime = REGIMES[regime] ?? 'unknown';
    this.#candidate = REGIMES[candidate] ?? 'unknown';
    this.#streak = streak;
    measureRegime(this.#lines, this.#numbers);
    this.#weighSupport();
  }

  /** What this candle alone says, given where we come from. */
  #judge(): Regime {
    const { trend, volatilityRatio, regime } = this;
    if (Number.isNaN(trend) || Number.isNaN(volatilityRatio)) return 'unknown';
    const { enterTrend, leaveTrend, enterVolatile, leaveVolatile } = this.#settings;
    if (volatilityRatio >= (regime === 'volatile' ? leaveVolatile : enterVolatile)) return 'volatile';
    if (trend >= (regime === 'bull' ? leaveTrend : enterTrend)) return 'bull';
    if (-trend >= (regime === 'bear' ? leaveTrend : enterTrend)) return 'bear';
    return 'sideways';
  }

  #weighSupport(): void {
    const { trend, volatilityRatio, regime } = this;
    const { enterTrend, fullTrend, enterVolatile, fullVolatile } = this.#settings;
    let support = 0;
    if (regime === 'volatile') support = (volatilityRatio - 1) / (fullVolatile - 1);
    else if (regime === 'bull') support = trend / fullTrend;
    else if (regime === 'bear') support = -trend / fullTrend;
    else if (regime === 'sideways') {
      support = 1 - Math.max(Math.abs(trend) / enterTrend, (volatilityRatio - 1) / (enterVolatile - 1));
    }
    this.#numbers[CONFIDENCE] = Math.max(0, Math.min(1, support));
  }
}

/** Place of the confidence, behind the evidence. */
const CONFIDENCE = 2;

/** Order of the saved form; only ever extended at the end. */
const REGIMES: readonly Regime[] = ['unknown', 'bull', 'bear', 'sideways', 'volatile'];
