import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../decimal.ts';
import { onTick, tickGridOf } from './tick-grid.ts';

const grid = (tick: string) => tickGridOf(decimal(tick));

describe('a price on the tick', () => {
  it.each([
    ['0.01', 8.2 - 8.2 * 0.05, 7.79],
    ['0.01', 36.2 + 36.2 * 0.05, 38.01],
    ['0.000000001', 2.6e-8 - 2.6e-8 * 0.5, 1.3e-8],
    ['0.00000000001', 2.6e-8 - 2.6e-8 * 0.02, 2.548e-8],
    ['0.5', 41_000.5, 41_000.5],
    ['10', 430, 430],
    ['0.00000001', 68_123.45678901, 68_123.45678901],
  ])('of %s is %d without noise, whatever the direction', (tick, price, expected) => {
    expect(onTick(grid(tick), price, 'up')).toBe(expected);
    expect(onTick(grid(tick), price, 'down')).toBe(expected);
  });

  it.each([
    ['0.01', 7.791, 7.8, 7.79],
    ['0.5', 41_000.6, 41_001, 41_000.5],
    ['10', 431, 440, 430],
    ['0.00000001', 2.548e-8, 3e-8, 2e-8],
  ])('of %s next to %d is %d above and %d below', (tick, price, above, below) => {
    expect(onTick(grid(tick), price, 'up')).toBe(above);
    expect(onTick(grid(tick), price, 'down')).toBe(below);
  });

  it('that is not there stays so', () => {
    expect(onTick(grid('0.01'), Number.NaN, 'up')).toBeNaN();
  });

  it('is the number that the decimal text reads as', () => {
    const ticks = fc.constantFrom('0.01', '0.05', '0.0001', '0.00000001', '1', '25');
    fc.assert(
      fc.property(ticks, fc.integer({ min: 1, max: 1e9 }), (tick, count) => {
        const text = decimal(tick) * BigInt(count);
        const price = Number(`${text}e-18`);
        expect(onTick(grid(tick), price, 'up')).toBe(price);
        expect(onTick(grid(tick), price * (1 + 2e-16), 'down')).toBe(price);
      }),
    );
  });
});
