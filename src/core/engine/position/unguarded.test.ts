import { describe, expect, it } from 'vitest';
import { after } from '../testing/told-engine.ts';

const SOLD = ['critical positionNaked', 'submit sell 10 protectiveExit: naked'];

describe('a position without live levels', () => {
  it.each([
    ['that was never acknowledged', 'candle 100 buy, fill'],
    ['whose levels failed', 'candle 100 buy, fill, armFailed'],
    ['whose levels failed twice', 'candle 100 buy, fill, armFailed, armFailed'],
    ['whose new levels failed', 'candle 100 buy, fill, armed, armFailed'],
    ['that was armed anew and not acknowledged', 'candle 100 buy, fill, armed, resume'],
  ])('%s is sold at market after the limit, not before', (_what, given) => {
    const told = after(given);
    expect(told.tell('timer 10000')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(SOLD);
  });

  it('is sold with a candle as well', () => {
    expect(after('candle 100 buy, fill').tell('candle 100')).toEqual(SOLD);
  });

  it('has as long as the settings say', () => {
    const told = after('candle 100 buy, fill', { nakedLimitMs: 500 });
    expect(told.tell('timer 500')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(SOLD);
  });

  it('is not sold once it is acknowledged', () => {
    expect(after('candle 100 buy, fill, timer 9000, armed').tell('timer 99000, candle 100')).toEqual([]);
  });

  it('counts from the first level that was not acknowledged, however often they change', () => {
    const told = after('candle 100 buy, fill 2, timer 4000, fill 2, timer 4000, fill');
    expect(told.tell('timer 2001')).toEqual(SOLD);
  });

  it('counts anew after it was guarded', () => {
    const told = after('candle 100 buy, fill 4, timer 9000, armed, fill, timer 9000');
    expect(told.tell('timer 1001')).toEqual(SOLD);
  });

  it('counts once from the failure that was told twice', () => {
    const told = after('candle 100 buy, fill, armFailed, timer 9000, armFailed');
    expect(told.tell('timer 1001')).toEqual(SOLD);
  });

  it('is sold once', () => {
    const told = after('candle 100 buy, fill, timer 10001');
    expect(told.tell('timer 20000, candle 100')).toEqual([]);
  });

  it('is left alone while an exit is working', () => {
    const told = after('candle 100 buy, fill, quote 95, accept');
    expect(told.tell('timer 60000')).toEqual([]);
  });

  it('is told of, with what it means', () => {
    const told = after('candle 100 buy, fill');
    expect(told.notices('armFailed')).toEqual(['positionNaked: BTC/USDT: exits could not be armed: refused']);
    expect(told.notices('timer 12345')).toEqual(['positionNaked: BTC/USDT: no live exit for 12 s, selling at market']);
  });

  it('still leaves at its levels', () => {
    expect(after('candle 100 buy, fill, armFailed').tell('quote 95')).toEqual([
      'submit sell 10 protectiveExit: stop-loss',
    ]);
  });

  it('is heard of', () => {
    const told = after('candle 100 buy, fill');
    expect(told.hear('armed')).toEqual(['position 10 protected']);
    expect(told.hear('armFailed')).toEqual(['warning positionNaked', 'position 10 naked']);
    told.tell('armed, quote 95');
    expect(told.hear('reject')).toEqual(['position 10 naked', 'order c0-1 rejected', 'critical orderRejected']);
  });

  it('of one lane does not sell another’s', () => {
    const told = after('candle 100 buy / buy, fill of c0-0, fill of c0-1, armed lane 1', {
      lanes: ['BTC/USDT', 'BTC/USDT'],
    });
    expect(told.tell('timer 10001')).toEqual(SOLD);
  });
});
