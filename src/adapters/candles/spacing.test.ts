import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonIntervalMs, findGaps } from './spacing.ts';

describe('commonIntervalMs', () => {
  it('finds the most common distance, the smaller of equals', () => {
    expect(commonIntervalMs(Float64Array.of(0, 60, 120, 300, 360))).toBe(60);
    expect(commonIntervalMs(Float64Array.of(0, 5, 10, 30, 40, 70, 71, 72, 73))).toBe(1);
    expect(commonIntervalMs(Float64Array.of(0, 300, 600, 660, 720))).toBe(60);
    expect(commonIntervalMs(Float64Array.of(0))).toBeUndefined();
  });

  it('counts as a plain histogram does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 30 }), (steps) => {
        let time = 0;
        const times = Float64Array.from([0, ...steps.map((step) => (time += step))]);
        const count = (wanted: number) => steps.filter((step) => step === wanted).length;
        const best = Math.max(...[1, 2, 3, 4].map(count));
        expect(commonIntervalMs(times)).toBe([1, 2, 3, 4].find((step) => count(step) === best));
      }),
    );
  });
});

describe('findGaps', () => {
  it('lists after which candle how many are missing', () => {
    expect(findGaps(Float64Array.of(0, 60, 240, 300, 390), 60)).toEqual([
      { afterMs: 60, missing: 2 },
      { afterMs: 300, missing: 1 },
    ]);
  });
});
