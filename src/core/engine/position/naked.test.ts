/** A configured stop without a value is no guard. */
import { describe, expect, it } from 'vitest';
import { after } from '../testing/told-engine.ts';

describe('an ATR stop that a wild market takes below nothing', () => {
  const exits = { exits: { atrStop: { multiple: 20, isTrailing: false } } };
  const calm = Array.from({ length: 15 }, () => 'candle 100 high 100.5 low 99.5').join(', ');
  const given = `${calm} buy, fill, armed`;
  const WILD = 'candle 100 high 300 low 20';

  it('guards nothing: the position is naked, which is told once', () => {
    const told = after(given, exits);
    expect(told.now('guard')).toBe('protected');
    expect(told.hearProtection(WILD)).toEqual(['c0-1-s canceled 80 atr-stop']);
    expect(told.notices('armed')).toEqual(['positionNaked: BTC/USDT: the configured stop has no value yet']);
    expect(told.now('guard')).toBe('naked');
    expect(told.notices('armed')).toEqual([]);
  });

  it('is sold after ten seconds', () => {
    expect(after(`${given}, ${WILD}, armed`, exits).tell('timer 10001')).toEqual([
      'critical positionNaked',
      'submit sell 10 protectiveExit: naked',
    ]);
  });
});
