import { DAY_MS } from '../../../domain/durations.ts';
import type { Regime } from '../../../domain/decision.ts';
import type { Random } from './random.ts';

type MarketRegime = Exclude<Regime, 'unknown'>;

/** In units of an interval's standard deviation: a bull of 300 candles gains about 24 of them, its noise is 17. */
const REGIMES: Readonly<Record<MarketRegime, { readonly drift: number; readonly volatility: number }>> = {
  bull: { drift: 0.08, volatility: 1 },
  bear: { drift: -0.09, volatility: 1.3 },
  sideways: { drift: 0, volatility: 0.6 },
  volatile: { drift: 0, volatility: 2.2 },
};

const NAMES = Object.keys(REGIMES) as readonly MarketRegime[];
const SWITCH_CHANCE = 1 / 300;
const CRASH_CHANCE = 1 / 4000;
const CRASH = { drift: -1.2, volatility: 2.5 } as const;

/** What all instruments share: the regime, now and then a crash, and the part of each move that is the market's. */
export class MarketClimate {
  regime: MarketRegime = 'sideways';
  isCrashing = false;
  /** Expected move of the interval, in standard deviations. */
  drift = 0;
  /** Factor on the usual standard deviation. */
  volatility = 1;
  /** The interval's common move, standard normal. */
  move = 0;
  /** Counts regime changes, so that an instrument knows when to settle on a level. */
  era = 0;
  readonly #random: Random;
  readonly #longestCrash: number;
  #crashCandles = 0;

  constructor(random: Random, intervalMs: number) {
    this.#random = random;
    // A crash is over within about a day, so that daily candles do not lose everything in a fortnight.
    this.#longestCrash = Math.min(16, Math.max(2, Math.round(DAY_MS / intervalMs)));
    this.#settle(NAMES[Math.floor(random.uniform() * NAMES.length)] ?? 'sideways');
  }

  advance(): void {
    const random = this.#random;
    this.move = random.normal();
    if (this.#crashCandles > 0) {
      this.#crashCandles -= 1;
      if (this.#crashCandles === 0) this.#settle('volatile');
    } else if (random.chance(CRASH_CHANCE)) {
      this.#crash(Math.ceil(random.between(this.#longestCrash / 4, this.#longestCrash)));
    } else if (random.chance(SWITCH_CHANCE)) {
      const others = NAMES.filter((name) => name !== this.regime);
      this.#settle(others[Math.floor(random.uniform() * others.length)] ?? 'sideways');
    }
  }

  #crash(candles: number): void {
    this.#crashCandles = candles;
    this.isCrashing = true;
    this.regime = 'bear';
    this.drift = CRASH.drift;
    this.volatility = CRASH.volatility;
    this.era += 1;
  }

  #settle(regime: MarketRegime): void {
    this.isCrashing = false;
    this.regime = regime;
    this.drift = REGIMES[regime].drift;
    this.volatility = REGIMES[regime].volatility;
    this.era += 1;
  }
}
