/** Fills that the books could not take hold back what was sold beyond them, and nothing else. */
import { describe, expect, it } from 'vitest';
import { BTC, ETH, after } from '../testing/told-engine.ts';

const LANES = { lanes: ['BTC/USDT', 'BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH], cash: '100000' };
/** Lanes 0 and 1 hold ten coins each, lane 2 twenty of the other; lane 0 sells, and two more were sold than it held. */
const HELD =
  'candle 100 buy / buy, candle 50 ETH buy, fill of c0-0, fill of c0-1, fill of c0-2, armed, armed lane 1, armed lane 2';

function oversold(): ReturnType<typeof after> {
  return after(`${HELD}, candle 100 sell, candle 50 ETH, fill 12 of c0-3`, LANES);
}

describe('what was sold beyond the books', () => {
  it('is not there to be sold by another lane of the instrument', () => {
    expect(oversold().tell('operator close 1')).toEqual(['lane 1: submit sell 8 operatorExit: operator: because']);
  });

  it('is there in another instrument', () => {
    expect(oversold().tell('operator close 2')).toEqual(['lane 2: submit sell 20 operatorExit: operator: because']);
  });

  it('is there again once it is settled, which is said once', () => {
    const told = oversold();
    const trade = told.engine.view.suspense.entries[0]?.tradeId;
    expect(told.tell('operator settle nothing')).toEqual([]);
    expect(told.tell(`operator settle ${trade} key a`)).toEqual(['info suspenseSettled']);
    expect(told.tell(`operator settle ${trade} key b`)).toEqual([]);
    expect(told.tell('operator close 1')).toEqual(['lane 1: submit sell 10 operatorExit: operator: because']);
  });
});

describe('what was bought beyond the books', () => {
  it('holds no sale back', () => {
    const told = after('candle 100 buy, candle 50 ETH, fill 5 @ 100, armed, fill 5 @ 90000', LANES);
    expect(told.engine.view.suspense.entries).toHaveLength(1);
    const held = Number(told.now('position'));
    expect(told.tell('operator close 0')).toContain(`submit sell ${held} operatorExit: operator: because`);
  });
});
