/** What a lane knows of the position it holds, fill by fill. */
import { describe, expect, it } from 'vitest';
import { decimal } from '../../../domain/decimal.ts';
import { after } from '../testing/told-engine.ts';

const lotsOf = (steps: string) => after(steps, { maxEntries: 9, exits: {} }).engine.view.lanes[0]?.holding.exact;

describe('the position of the books', () => {
  it.each([
    ['the first fill of an entry', 'candle 100 buy, fill 4', '4', '100'],
    ['another fill of it', 'candle 100 buy, fill 4, fill 2 @ 103', '6', '101'],
    ['another entry', 'candle 100 buy, fill 4, canceled, armed, candle 103 buy, fill 2', '6', '101'],
    [
      'a sale of some of it',
      'candle 100 buy, fill 4, fill 4 @ 110, canceled, armed, candle 110 sell 0.5, fill',
      '4',
      '110',
    ],
  ])('is known after %s', (_what, steps, quantity, averageEntryPrice) => {
    const expected = { quantity: decimal(quantity), averageEntryPrice: decimal(averageEntryPrice) };
    expect(lotsOf(steps)).toMatchObject(expected);
  });

  it('is kept when it is gone, as it was before', () => {
    expect(lotsOf('candle 100 buy, fill 4, canceled, armed, candle 100 sell, fill')).toMatchObject({
      quantity: decimal('4'),
    });
  });
});
