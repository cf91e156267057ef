import type { Mutable } from '../../../domain/mutable.ts';
import { DAY_MS, HOUR_MS, YEAR_MS } from '../../../domain/durations.ts';
import type { Candle } from '../../../domain/market/candle.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import type { MarketClimate } from './market-climate.ts';
import type { MarketProfile } from './market-profiles.ts';
import { PriceGrid } from './price-grid.ts';
import type { Random } from './random.ts';

/** Chances per candle, and sizes in standard deviations. */
const GAP_CHANCE = 1 / 300;
const CRASH_GAP_CHANCE = 1 / 5;
const JUMP_CHANCE = 1 / 400;
const USUAL_GAP = 0.03;
/** How strongly a price returns to where it began, and in a sideways market to the level it settled on. */
const HOME_PULL = 0.001;
const LEVEL_PULL = 0.02;
const HEAT_MEMORY = 0.06;
/** Mean of high − low in standard deviations, for the volume that goes with a range. */
const USUAL_RANGE = 1.6;

/** The price of one instrument, candle by candle: part of each move is the market's, the rest its own. */
export class InstrumentWalk {
  /** Reused: holds the latest candle. */
  readonly candle: Mutable<Candle>;
  readonly #random: Random;
  readonly #climate: MarketClimate;
  readonly #correlation: number;
  readonly #prices: PriceGrid;
  readonly #amounts: PriceGrid;
  readonly #sigma: number;
  readonly #gapScale: number;
  readonly #usualVolume: number;
  readonly #home: number;
  #level: number;
  #logPrice: number;
  #heat = 1;
  #era = 0;

  constructor(options: {
    readonly instrument: Instrument;
    readonly profile: MarketProfile;
    readonly intervalMs: number;
    readonly correlation: number;
    readonly climate: MarketClimate;
    readonly random: Random;
  }) {
    const { instrument, profile, intervalMs } = options;
    this.#random = options.random;
    this.#climate = options.climate;
    this.#correlation = options.correlation;
    this.#prices = new PriceGrid(instrument.tickSize);
    this.#amounts = new PriceGrid(instrument.stepSize);
    this.#sigma = profile.volatility * Math.sqrt(intervalMs / YEAR_MS);
    // Gaps happen in minutes: a longer candle does not make them larger.
    this.#gapScale = Math.min(1, Math.sqrt(HOUR_MS / intervalMs));
    this.#usualVolume = ((profile.dailyTurnover / profile.startPrice) * intervalMs) / DAY_MS;
    this.#home = Math.log(profile.startPrice);
    this.#level = this.#home;
    this.#logPrice = this.#home;
    const close = this.#prices.round(profile.startPrice);
    this.candle = { openTimeMs: 0, open: close, high: close, low: close, close, volume: 0 };
  }

  /** Draws the next candle; `climate` has been advanced to its interval. */
  advance(openTimeMs: number): void {
    const random = this.#random;
    const climate = this.#climate;
    const { candle } = this;
    const sigma = this.#sigma * climate.volatility * Math.sqrt(0.5 + 0.5 * this.#heat);
    const openLog = this.#logPrice + this.#gap() * this.#gapScale * sigma;
    const noise = this.#correlation * climate.move + Math.sqrt(1 - this.#correlation ** 2) * random.normal();
    const jump = random.chance(JUMP_CHANCE) ? this.#eitherWay(3, 8) : 0;
    const closeLog = openLog + (climate.drift + noise + jump) * sigma + this.#pull(openLog);
    this.#heat += HEAT_MEMORY * (Math.min(16, noise * noise) - this.#heat);
    this.#logPrice = closeLog;

    const open = this.#prices.round(Math.exp(openLog));
    const close = this.#prices.round(Math.exp(closeLog));
    const up = Math.abs(random.normal()) * 0.5 * sigma;
    const down = Math.abs(random.normal()) * 0.5 * sigma;
    candle.openTimeMs = openTimeMs;
    candle.open = open;
    candle.close = close;
    candle.high = this.#prices.round(Math.max(open, close) * Math.exp(up));
    candle.low = this.#prices.round(Math.min(open, close) * Math.exp(-down));
    const range = (candle.high - candle.low) / (open * this.#sigma * USUAL_RANGE);
    candle.volume = this.#amounts.floor(this.#usualVolume * Math.exp(0.4 * random.normal()) * (0.25 + 0.75 * range));
  }

  /** Between close and next open there is little, except now and then a gap that no stop survives. */
  #gap(): number {
    const random = this.#random;
    const usual = USUAL_GAP * random.normal();
    if (this.#climate.isCrashing) return random.chance(CRASH_GAP_CHANCE) ? -random.between(2, 6) : usual;
    return random.chance(GAP_CHANCE) ? this.#eitherWay(2, 8) : usual;
  }

  #eitherWay(from: number, to: number): number {
    const size = this.#random.between(from, to);
    return this.#random.chance(0.5) ? size : -size;
  }

  #pull(logPrice: number): number {
    const climate = this.#climate;
    if (climate.era !== this.#era) {
      this.#era = climate.era;
      this.#level = logPrice;
    }
    const toLevel = climate.regime === 'sideways' ? LEVEL_PULL * (this.#level - logPrice) : 0;
    return toLevel + HOME_PULL * (this.#home - logPrice);
  }
}
