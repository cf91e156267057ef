/** A limit that an entry meets between two candles holds as one does that a candle meets. */
import { describe, expect, it } from 'vitest';
import { type ToldOptions, after } from '../testing/told-engine.ts';

/** Two entries at work, one of them unknown: its absence asks for it again, after the other has filled dearly. */
const GIVEN = 'candle 100 buy / buy limit 95, unknown of c0-0';
const LOST = 'fill 10 @ 150 of c0-1, absent of c0-0';

function two(risk: NonNullable<ToldOptions['risk']>, changes: ToldOptions = {}): ToldOptions {
  return { lanes: ['BTC/USDT', 'BTC/USDT'], exits: {}, risk, ...changes };
}

function three(risk: NonNullable<ToldOptions['risk']>, changes: ToldOptions = {}): ToldOptions {
  return two(risk, { lanes: ['BTC/USDT', 'BTC/USDT', 'BTC/USDT'], ...changes });
}

describe('a loss of the day that an entry meets between two candles', () => {
  const given = GIVEN.replace('buy limit 95', 'buy limit 95 / buy limit 90');

  it('holds entries for the day, cancels those that rest, and is told once', () => {
    const told = after(given, three({ dailyLossLimitQuote: 100, dailyLossLimitRatio: 0.01 }));
    const message = 'lost 500 USDT since 00:00 UTC, the limit is 100';
    expect(told.notices(LOST)).toEqual([`entriesHeld: ${message}; no entries until the next UTC day`]);
    expect(told.engine.view.orders.find('c0-2')?.isCancelRequested).toBe(true);
    expect(told.denials('candle 200 buy / - / -')).toEqual(['dailyLoss']);
  });

  it('holds where there are no others', () => {
    const told = after(GIVEN, two({ dailyLossLimitRatio: 0.05 }));
    expect(told.tell(LOST)).toContain('warning entriesHeld');
    expect(told.now('tradingState')).toBe('active');
  });

  it('holds for the day that begins at that very moment, though entries were held for the one before', () => {
    const midnight = Date.UTC(2024, 0, 2);
    const told = after(
      'candle 100 buy / - / -, fill, armed, candle 80',
      three({ dailyLossLimitQuote: 100 }, { startMs: midnight - 180_000 }),
    );
    expect(told.engine.view.control.entriesHeldUntilMs).toBe(midnight);
    told.tell('candle 80 - / buy / buy, unknown of c0-1');
    expect(told.nowMs).toBe(midnight);
    expect(told.denials('fill 10 @ 150 of c0-2, absent of c0-1')).toEqual(['dailyLoss']);
    expect(told.engine.view.control.entriesHeldUntilMs).toBe(midnight + 86_400_000);
  });
});

describe('a drawdown that an entry meets between two candles', () => {
  it('reduces, and cancels the entries that rest', () => {
    const told = after(GIVEN, two({ maxDrawdownRatio: 0.05 }));
    expect(told.tell(LOST)).toContain('critical tradingStateChanged');
    expect(told.now('tradingState')).toBe('reducing');
    expect(told.denials('candle 200 buy / -')).toEqual(['tradingState']);
  });
});
