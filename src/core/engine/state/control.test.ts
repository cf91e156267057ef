import { describe, expect, it } from 'vitest';
import { after } from '../testing/told-engine.ts';

describe('the trading state', () => {
  it('has as its reason who set it and why', () => {
    const { control } = after('operator reducing').engine.view;
    expect([control.tradingState, control.tradingStateReason]).toEqual(['reducing', 'ann: because']);
  });
});

describe('keys of operators', () => {
  it('are forgotten one by one, the oldest first', () => {
    const told = after('candle 100 buy limit 95, accept, operator cancel none key a, operator cancel none key b');
    for (let count = 2; count < 10_001; count += 1) told.tell(`operator cancel none key k${count}`);
    expect(told.tell('operator cancel c0-0 key b')).toEqual([]);
    expect(told.tell('operator cancel c0-0 key a')).toEqual(['cancel c0-0']);
  });
});
