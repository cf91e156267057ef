/** What guards a position: since when it is as it is, and which levels there are. */
import { describe, expect, it } from 'vitest';
import { START_MS } from '../../../../test/support/build.ts';
import { price } from '../../../domain/units.ts';
import { BTC, after } from '../testing/told-engine.ts';

const ENTERED_MS = START_MS + 60_000;
const HELD = 'candle 100 buy stop 90 target 120, fill, armed';

const guardAfter = (steps: string) => after(steps).engine.view.lanes[0]?.guard;

describe('a guard', () => {
  it.each([
    ['beingReplaced', 'candle 100 buy, timer 200, fill, timer 500', ENTERED_MS + 200],
    ['protected', 'candle 100 buy, fill, timer 500, armed, timer 500', ENTERED_MS + 500],
    ['naked', 'candle 100 buy, fill, armed, timer 500, armFailed, timer 500, armFailed', ENTERED_MS + 500],
  ])('is %s since it became so', (status, steps, sinceMs) => {
    expect(guardAfter(steps)).toMatchObject({ status, sinceMs });
  });

  it('has levels with their rules while there is a position, and none after it', () => {
    const rule = 'strategy-levels';
    const levels = { stopPrice: 90, stopRule: rule, targetPrice: 120, targetRule: rule };
    expect(guardAfter(HELD)).toMatchObject({ status: 'protected', ...levels });
    const none = { stopPrice: Number.NaN, stopRule: '', targetPrice: Number.NaN, targetRule: '' };
    expect(guardAfter(`${HELD}, candle 100 sell, fill`)).toMatchObject({ status: 'flat', ...none });
  });

  it('has its target moved with the next candle when the tick has changed, also where the stop stays', () => {
    const exits = { stopLossRatio: 0.05, takeProfitRatio: 0.0501, timeStop: { maxCandles: 99 } };
    const told = after('candle 100 buy, fill, armed, candle 100', { exits });
    expect(told.now('targetPrice')).toBe(105.01);
    told.apply({ type: 'instrumentChanged', instrument: { ...BTC, tickSize: price('0.5') } });
    expect(told.tell('candle 100')).toEqual(['arm #2 10 stop 95 target 105.5']);
  });
});

describe('the stop that a fill may not loosen', () => {
  it('is named after the rule that held it at the latest fill', () => {
    const exits = { stopLossRatio: 0.1 };
    const told = after('candle 100 buy, fill, armed, candle 95 buy stop 90, fill, armed', { exits, maxEntries: 9 });
    expect(told.engine.view.lanes[0]?.guard).toMatchObject({ stopPrice: 90, stopRule: 'strategy-levels' });
    told.tell('candle 95 buy stop 80, fill');
    expect(told.engine.view.lanes[0]?.guard).toMatchObject({ stopPrice: 90, stopRule: 'strategy-levels' });
  });

  it('holds for its position only, and keeps no later entry away', () => {
    const told = after('candle 100 buy, fill 4, fill 6, armed, candle 100 sell, fill');
    expect(told.denials('candle 50 buy')).toEqual([]);
    told.tell('fill');
    expect(told.now('stopPrice')).toBe(47.5);
  });
});
