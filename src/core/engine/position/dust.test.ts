import { describe, expect, it } from 'vitest';
import { decimal, notional, price } from '../../../domain/index.ts';
import { BTC, type ToldEngine, type ToldOptions, after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
/** Leaves 0.00005 BTC of dust: half a step, worth 100 each. */
const DUSTY = 'candle 100 buy, fill fee 0.00005 BTC, armed, candle 100 sell, fill';

function booksOf({ engine }: ToldEngine) {
  return engine.view.ledger;
}

describe('dust', () => {
  it('ends its position: the cooldown begins, and nothing is left to guard', () => {
    const told = after('candle 100 buy, fill fee 0.00005 BTC, armed, candle 110 sell', { risk: { cooldownSec: 600 } });
    expect(told.tell('fill @ 110')).toEqual(['info dustBooked', 'disarm']);
    expect(told.denials('candle 110 buy')).toEqual(['cooldown']);
    expect([told.now('position'), told.now('guard')]).toEqual([0, 'flat']);
  });

  it('never enters the average of a later position, also while it is sold along', () => {
    const told = after(`${DUSTY}, candle 200 buy, fill 2.5 fee 0.00005 BTC, fill fee 0 BTC, armed`);
    expect(told.now('entryPrice')).toBe(200);
    // 4.99995 of the position and 0.00005 of dust make a whole step.
    expect(told.tell('candle 200 sell')).toEqual(['submit sell 5 signalExit: test exit']);
    expect([told.now('position'), told.now('entryPrice')]).toEqual([4.99995, 200]);
    expect(told.tell('fill 4')).toEqual([]);
    expect([told.now('position'), told.now('entryPrice')]).toEqual([0.99995, 200]);
    // Bought for 1000 and sold at 210: 4.99995 × 210, nothing of it dust's.
    expect(told.hear('fill @ 210')).toContain('round trip 9.9895 by test exit');
    expect(booksOf(told).dust(0)).toBe(0n);
    expect(booksOf(told).dustProfit(0, price('1'))).toBe(decimal('0.0055'));
  });

  it('stays where it is when it does not make another step', () => {
    const told = after(`${DUSTY}, ${HELD}`);
    expect(told.tell('candle 100 sell')).toEqual(['submit sell 10 signalExit: test exit']);
    expect(told.tell('fill')).toEqual(['disarm']);
    expect(booksOf(told).dust(0)).toBe(decimal('0.00005'));
  });

  it('does not go along with a part of a position', () => {
    const told = after(`${DUSTY}, candle 100 buy, fill fee 0.00005 BTC, armed`);
    expect(told.tell('candle 100 sell 0.5')).toEqual(['submit sell 4.9999 signalExit: test exit']);
    told.tell('fill');
    expect([told.now('position'), booksOf(told).dust(0)]).toEqual([5.00005, decimal('0.00005')]);
  });

  it('that one order sells is not sold by another lane as well', () => {
    const lanes = ['BTC/USDT', 'BTC/USDT'];
    const told = after(`${DUSTY}, candle 100 buy / buy, fill of c0-2 fee 0.00005 BTC, fill of c0-3 fee 0.00005 BTC`, {
      lanes,
    });
    told.tell('armed, armed lane 1');
    expect(told.tell('candle 100 sell / sell')).toEqual([
      'submit sell 10 signalExit: test exit',
      'lane 1: submit sell 9.9999 signalExit: test exit',
    ]);
  });

  it('makes a rest worth selling that is too small by itself', () => {
    const instruments = [{ ...BTC, minNotional: notional('100') }];
    const told = after(`${HELD}, quote 9, ${HELD}, candle 90`, { instruments, exits: { stopLossRatio: 0.9 } });
    // 10 of dust, now worth 90 each, and 10 that are held.
    expect(told.tell('candle 100 sell')).toEqual(['submit sell 20 signalExit: test exit']);
    expect(told.hear('fill 10.5')).not.toContain('info dustBooked');
    expect(told.tell('canceled')).toEqual([]);
    expect(booksOf(told).dust(0)).toBe(decimal('9.5'));
  });

  it('is sold by a fill that is told after its order was canceled', () => {
    const told = after(`${DUSTY}, candle 100 buy, fill fee 0.00005 BTC, armed, candle 100 sell, canceled`);
    expect(told.tell('fill')).toEqual(['disarm']);
    expect([booksOf(told).dust(0), booksOf(told).balance('BTC')]).toEqual([0n, 0n]);
    expect(told.engine.view.control.tradingState).toBe('active');
  });

  it('does not count in the streak with what it gains or loses later', () => {
    const told = after(`${DUSTY}, candle 300 buy, fill fee 0.00005 BTC, armed`, { risk: { maxConsecutiveLosses: 2 } });
    // The first trip lost its fee of coins. This one loses less than the dust that goes along has gained.
    expect(told.hear('candle 299.999 sell, fill @ 299.999')).toContain('round trip -0.01833325 by test exit');
    expect(told.denials('candle 300 buy')).toEqual(['lossStreak']);
  });
});

describe('a position that is sold in parts', () => {
  const options: ToldOptions = { maxEntries: 2, exits: { stopLossRatio: 0.05 } };

  it('has the average of the lots that remain, and its stop does not move down with it', () => {
    const told = after(`candle 100 buy, fill, armed, candle 96 buy size 480, fill @ 96, armed`, options);
    expect([told.now('entryPrice'), told.now('stopPrice')]).toEqual([1480 / 15, 95]);
    told.tell('candle 98 sell 0.7, fill, armed');
    // The ten of the first entry are gone, and half of one of the second.
    expect([told.now('position'), told.now('entryPrice'), told.now('stopPrice')]).toEqual([4.5, 96, 95]);
  });

  it('denies a part below the smallest order, with the reason, and keeps the position as it is', () => {
    const told = after(HELD, { instruments: [{ ...BTC, minNotional: notional('50') }] });
    expect(told.hear('candle 100 sell 0.04')).toEqual(['denied instrumentLimits', 'decided sell, order -']);
    expect(told.now('position')).toBe(10);
    expect(told.explain().explain.blocks).toMatchObject([
      { rule: 'instrument-limits', message: expect.stringContaining('below the smallest order') },
    ]);
  });
});
