import { describe, expect, it } from 'vitest';
import { notional } from '../../../domain/index.ts';
import { MINUTE, START_MS, buy, scripted } from '../../../../test/support/build.ts';
import type { PositionView } from '../../strategies/api/index.ts';
import { BTC, after, toldEngine } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';

describe('a position', () => {
  it.each([
    ['grows with a part', 'candle 100 buy, fill 4', 4, 100],
    ['grows with every part, at their average', 'candle 100 buy, fill 4 @ 100, fill 4 @ 110', 8, 105],
    ['grows with a further entry', `${HELD}, candle 125 buy size 1250, fill @ 120`, 20, 110],
    ['keeps its price when a part is sold', `${HELD}, candle 200 sell 0.5, fill`, 5, 100],
    ['shrinks with every part sold', `${HELD}, candle 100 sell, fill 4, fill 4`, 2, 100],
    ['is flat once all is sold', `${HELD}, candle 100 sell, fill`, 0, null],
    ['begins afresh after that', `${HELD}, candle 100 sell, fill, candle 50 buy, fill`, 20, 50],
  ])('%s', (_what, given, quantity, entryPrice) => {
    const told = after(given, { maxEntries: 2 });
    expect([told.now('position'), told.now('entryPrice')]).toEqual([quantity, entryPrice]);
  });

  it('is seen by its strategy as of the latest fill and close', () => {
    const seen: (PositionView | undefined)[] = [];
    const plan = { 0: buy(), 2: buy() };
    const strategy = scripted(plan, {
      maxEntries: 2,
      setup: () => (context) => {
        seen.push(context.position && { ...context.position });
        return plan[context.index as 0]?.(context);
      },
    });
    const told = toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }] });
    told.tell('candle 100, fill @ 80, armed, candle 100, candle 120, fill 5 @ 110, armed, candle 90');
    const first = { quantity: 10, entryPrice: 80, entryTimeMs: START_MS + MINUTE };
    expect(seen).toEqual([
      undefined,
      { ...first, candlesHeld: 1, entries: 1, profitRatio: 0.25 },
      { ...first, candlesHeld: 2, entries: 1, profitRatio: 0.5 },
      { ...first, quantity: 15, entryPrice: 90, candlesHeld: 3, entries: 2, profitRatio: 0 },
    ]);
  });

  it('is guarded for what is held, whatever its parts', () => {
    const told = after('candle 100 buy, fill 4, fill 4, fill 1');
    expect(told.tell('canceled, resume')).toEqual(['arm #1000004 9 stop 95 target -']);
  });

  it('that is left disarms its levels and nobody else’s', () => {
    const told = after('candle 100 buy / buy, fill of c0-0, fill of c0-1, armed, armed lane 1', {
      lanes: ['BTC/USDT', 'BTC/USDT'],
    });
    told.tell('candle 100 - / sell');
    expect(told.tell('fill')).toEqual(['lane 1: disarm']);
    expect([told.now('position'), told.now('position', 1)]).toEqual([10, 0]);
  });

  it('that is dust closes its round trip, at what it is worth', () => {
    const told = after('candle 100 buy, fill fee 0.00005 BTC, armed, candle 110 sell');
    expect(told.hear('fill @ 110')).toEqual([
      'booked t2 of c0-1',
      'position 0.00005 protected',
      'info dustBooked',
      'position 0 flat',
      'round trip 99.9945 by test exit',
      'order c0-1 filled',
    ]);
  });

  it('that became worthless before anything was sold is a round trip with its loss, which streaks see', () => {
    const instruments = [{ ...BTC, minNotional: notional('100') }];
    const told = after(HELD, { instruments, risk: { maxConsecutiveLosses: 1 } });
    expect(told.hear('quote 9')).toEqual(['info dustBooked', 'position 0 flat', 'round trip -910 by -']);
    expect(told.denials('candle 9 buy')).toContain('lossStreak');
  });

  it('that is dust no longer counts as a position', () => {
    const told = after(HELD, {
      lanes: ['BTC/USDT', 'BTC/USDT'],
      instruments: [{ ...BTC, minNotional: notional('100') }],
      risk: { maxPositions: 1 },
    });
    expect(told.denials('candle 100 - / buy')).toEqual(['maxPositions']);
    told.tell('quote 9');
    expect(told.denials('candle 100 - / buy')).toEqual([]);
  });
});

/** One round trip, bought at 100 and sold at `price`. */
function trip(price: number, fee = 0): string {
  return `candle 100 buy, fill @ 100, armed, candle 100 sell, fill @ ${price} fee ${fee}`;
}

describe('a losing streak', () => {
  const [win, loss, even] = [trip(101), trip(99), trip(100)];

  it.each([
    ['nothing', [], 3],
    ['a loss', [loss], 2],
    ['two losses', [loss, loss], 1],
    ['three losses', [loss, loss, loss], 0],
    ['a win', [win], 3],
    ['a win after losses', [loss, loss, win], 3],
    ['a loss after a win', [loss, win, loss], 2],
    ['a trip that comes out even', [even], 3],
    ['one that comes out even after losses', [loss, loss, even], 3],
    ['losses around one that comes out even', [loss, even, loss], 2],
    ['one that only its fee made a loss', [trip(100, 0.01)], 2],
    ['one that its fee made even', [trip(101, 10)], 3],
    ['losses of one more than an operator has forgiven', [loss, loss, 'operator reset', loss], 2],
  ])('of three denies entries: after %s', (_what, steps, more) => {
    const told = after(['candle 100', ...steps].join(', '), { risk: { maxConsecutiveLosses: 3 } });
    for (let left = more; left > 0; left -= 1) expect(told.denials(loss)).toEqual([]);
    expect(told.denials('candle 100 buy')).toEqual(['lossStreak']);
  });

  it('is the portfolio’s, not the lane’s', () => {
    const told = after(loss, { risk: { maxConsecutiveLosses: 1 }, lanes: ['BTC/USDT', 'BTC/USDT'] });
    expect(told.denials('candle 100 - / buy')).toEqual(['lossStreak']);
  });
});
