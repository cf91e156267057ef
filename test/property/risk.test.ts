/** A tighter limit never lets an order through that a wider one held back. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RiskSettings } from '../../src/core/risk/index.ts';
import { engineSettings, scripted, buy } from '../support/build.ts';
import { aRun } from '../support/bench-run.ts';
import { walk } from '../support/synthetic-candles.ts';

type Limit = keyof RiskSettings;

/** Limits that get stricter as they get smaller, with a range that lets some orders through and not others. */
const SMALLER_IS_TIGHTER: Readonly<Partial<Record<Limit, readonly [number, number]>>> = {
  maxPositions: [0, 2],
  maxOrdersPerHour: [0, 2],
  maxOrdersPerMinute: [0, 2],
  maxFeeRatio: [0, 0.002],
  maxSlippageRatio: [0, 0.002],
  maxPositionBase: [0, 40],
  maxPositionQuote: [0, 3000],
  maxPositionEquityRatio: [0, 0.3],
  maxCapitalPerSymbolRatio: [0, 0.3],
  maxTotalExposureRatio: [0, 0.3],
  atrSpikeRatio: [-1, 1],
};
const LARGER_IS_TIGHTER: Readonly<Partial<Record<Limit, readonly [number, number]>>> = {
  minNotionalMargin: [1, 3000],
  candlesAfterGap: [0, 4],
};

const RANGES: Readonly<Partial<Record<Limit, readonly [number, number]>>> = {
  ...SMALLER_IS_TIGHTER,
  ...LARGER_IS_TIGHTER,
};
const NAMES = Object.keys(RANGES) as Limit[];

/** Up to two limits, so that many orders pass. */
const limits = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.double({ min: 0, max: 1, noNaN: true })), {
    maxLength: 2,
    selector: ([name]) => name,
  })
  .map((chosen) => Object.fromEntries(chosen.map(([name, share]) => [name, within(name, share)])));

function within(name: Limit, share: number): number {
  const [from, to] = RANGES[name] ?? [0, 1];
  return from + (to - from) * share;
}

/** Whether the one entry that the strategy wishes becomes an order. */
function enters(risk: RiskSettings, seed: number): boolean {
  const settings = engineSettings(scripted({ 60: buy() }), {
    risk,
    exits: { stopLossRatio: 0.02 },
    takingCosts: { spreadBps: 4, slippageBps: 10, depthQuotePerBps: 0 },
  });
  const run = aRun(settings);
  const candles = walk({ seed, count: 62 });
  // A missing candle shortly before the entry, in every other market.
  run.play(seed % 2 === 0 ? candles : candles.filter((_candle, at) => at !== 57));
  return run.recorder.orders > 0;
}

it('tightening any limit never adds an order', () => {
  let [entered, denied] = [0, 0];
  fc.assert(
    fc.property(
      limits,
      fc.constantFrom(...NAMES),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 1000 }),
      (risk, name, factor, seed) => {
        const [tightest, widest] = name in SMALLER_IS_TIGHTER ? [0, 1] : [1, 0];
        const present = risk[name] ?? within(name, widest);
        const tighter = { ...risk, [name]: present + (within(name, tightest) - present) * factor };
        const isOrdered = enters({ ...risk, [name]: present }, seed);
        if (!isOrdered) expect(enters(tighter, seed)).toBe(false);
        if (isOrdered) entered += 1;
        else denied += 1;
      },
    ),
    { numRuns: 300 },
  );
  expect(Math.min(entered, denied)).toBeGreaterThan(20);
});
