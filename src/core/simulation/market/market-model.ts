import { assert } from '../../../domain/assert.ts';
import type { Candle } from '../../../domain/market/candle.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { InstrumentWalk } from './instrument-walk.ts';
import { MarketClimate } from './market-climate.ts';
import { type MarketProfile, marketProfile } from './market-profiles.ts';
import { Random, seedFor } from './random.ts';

export interface MarketModelOptions {
  readonly seed: number;
  readonly instruments: readonly Instrument[];
  readonly intervalMs: number;
  /** Open time of the first interval. */
  readonly startMs: number;
  /** Overrides by symbol of what the pair is otherwise known for. */
  readonly profiles?: Readonly<Record<string, MarketProfile>>;
  /** Correlation of each instrument's moves with the market's, 0..1. */
  readonly correlation?: number;
  /** Share of candles that are missing from the history, 0..1. */
  readonly missingRatio?: number;
}

/** A market from a seed: the same options give the same candles, however they are read. */
export interface MarketModel {
  readonly instruments: readonly Instrument[];
  readonly intervalMs: number;
  /** Open time of the interval that the next `advance` draws. */
  readonly nextOpenTimeMs: number;
  /** Draws the next interval of every instrument. */
  advance(): void;
  /** Goes on until the next interval is the first that opens at or after this time. Never goes back. */
  skipTo(openTimeMs: number): void;
  /**
   * The latest candle of the instrument at this place in `instruments`, `undefined` when it is missing or nothing was
   * drawn. The object is reused.
   */
  candleAt(place: number): Candle | undefined;
}

export function createMarketModel(options: MarketModelOptions): MarketModel {
  const { instruments, intervalMs, startMs, correlation = 0.7, missingRatio = 0 } = options;
  assert(intervalMs > 0, () => `an interval must be longer than 0 ms, value was ${intervalMs}`);
  assert(correlation >= 0 && correlation <= 1, () => `a correlation must be 0..1, value was ${correlation}`);
  return new SeededMarket(options, instruments, intervalMs, startMs, correlation, missingRatio);
}

class SeededMarket implements MarketModel {
  readonly instruments: readonly Instrument[];
  readonly intervalMs: number;
  nextOpenTimeMs: number;
  readonly #climate: MarketClimate;
  readonly #walks: readonly InstrumentWalk[];
  readonly #gaps: Random;
  readonly #missingRatio: number;
  readonly #isThere: boolean[];

  constructor(
    { seed, profiles = {} }: MarketModelOptions,
    instruments: readonly Instrument[],
    intervalMs: number,
    startMs: number,
    correlation: number,
    missingRatio: number,
  ) {
    this.instruments = instruments;
    this.intervalMs = intervalMs;
    this.nextOpenTimeMs = startMs;
    this.#missingRatio = missingRatio;
    this.#climate = new MarketClimate(new Random(seedFor(seed, 'climate')), intervalMs);
    this.#gaps = new Random(seedFor(seed, 'missing'));
    this.#isThere = instruments.map(() => false);
    this.#walks = instruments.map((instrument) => {
      const { symbol, base, quote } = instrument;
      const profile = profiles[symbol] ?? marketProfile(base, quote);
      const random = new Random(seedFor(seed, symbol));
      return new InstrumentWalk({ instrument, profile, intervalMs, correlation, climate: this.#climate, random });
    });
  }

  advance(): void {
    this.#climate.advance();
    for (let place = 0; place < this.#walks.length; place += 1) {
      this.#walks[place]?.advance(this.nextOpenTimeMs);
      this.#isThere[place] = !(this.#missingRatio > 0 && this.#gaps.chance(this.#missingRatio));
    }
    this.nextOpenTimeMs += this.intervalMs;
  }

  skipTo(openTimeMs: number): void {
    while (this.nextOpenTimeMs < openTimeMs) this.advance();
  }

  candleAt(place: number): Candle | undefined {
    return this.#isThere[place] ? this.#walks[place]?.candle : undefined;
  }
}
