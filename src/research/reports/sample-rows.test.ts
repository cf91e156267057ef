import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sampleRows } from './sample-rows.ts';

const column = (length: number) =>
  fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: length, maxLength: length });
const columns = fc
  .integer({ min: 1, max: 400 })
  .chain((length) => fc.record({ equity: column(length), buyAndHold: column(length) }));

it('keeps both ends and every extreme, in order, and few rows', () => {
  fc.assert(
    fc.property(columns, fc.integer({ min: 1, max: 50 }), ({ equity, buyAndHold }, stretches) => {
      const rows = sampleRows(
        {
          timeMs: Float64Array.from(equity, (_, i) => i),
          equity: Float64Array.from(equity),
          buyAndHold: Float64Array.from(buyAndHold),
        },
        stretches,
      );
      const drawdowns = equity.map((value, i) => 1 - value / Math.max(...equity.slice(0, i + 1)));
      expect(rows.timeMs.at(0)).toBe(0);
      expect(rows.timeMs.at(-1)).toBe(equity.length - 1);
      expect(rows.timeMs.toSorted((a, b) => a - b)).toEqual(rows.timeMs);
      expect(new Set(rows.timeMs).size).toBe(rows.timeMs.length);
      expect([Math.min(...rows.equity), Math.max(...rows.equity)]).toEqual([Math.min(...equity), Math.max(...equity)]);
      expect(Math.min(...rows.buyAndHold)).toBe(Math.min(...buyAndHold));
      expect(Math.max(...rows.drawdownRatio)).toBe(Math.max(...drawdowns));
      expect(rows.timeMs.length).toBeLessThanOrEqual(stretches * 5 + 2);
    }),
  );
});
