import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stopFillPrice, targetFillPrice } from './gap.ts';

describe('a gap through an exit level', () => {
  it.each([
    ['opens above the stop: the stop', 100, 98, 98],
    ['opens at the stop: the stop', 98, 98, 98],
    ['opens below the stop: the open, which is worse', 90, 98, 90],
  ])('stop: %s', (_title, open, stop, fill) => {
    expect(stopFillPrice(open, stop)).toBe(fill);
  });

  it.each([
    ['opens below the target: the target', 100, 110, 110],
    ['opens at the target: the target', 110, 110, 110],
    ['opens above the target: the open, which is better', 120, 110, 120],
  ])('target: %s', (_title, open, target, fill) => {
    expect(targetFillPrice(open, target)).toBe(fill);
  });

  it('never fills a stop better than its level, nor better than the open', () => {
    const price = fc.double({ min: 0.01, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(price, price, (open, stop) => {
        expect(stopFillPrice(open, stop)).toBeLessThanOrEqual(stop);
        expect(stopFillPrice(open, stop)).toBeLessThanOrEqual(open);
      }),
    );
  });
});
