import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../../domain/decimal.ts';
import { BTC, ETH, type ToldEngine, after } from '../testing/told-engine.ts';

const EXITS = { exits: { stopLossRatio: 0.05, takeProfitRatio: 0.1 } };
const HELD = 'candle 100 buy, accept, fill @ 100, armed';

/** `c0-1-s waiting 95 for 10 stop-loss`, with the order that it fired. */
const protective = (told: ToldEngine) =>
  [...told.engine.view.orders.protective].map(({ clientOrderId, status, trigger, firedOrderId }) => {
    const fired = firedOrderId === undefined ? '' : `, fired ${firedOrderId}`;
    return `${clientOrderId} ${status} ${trigger.price} for ${formatDecimal(trigger.quantity)} ${trigger.rule}${fired}`;
  });

describe('stops and targets', () => {
  it('are orders with a trigger, from the first fill on', () => {
    const told = after('candle 100 buy, accept', EXITS);
    expect(protective(told)).toEqual([]);
    told.tell('fill 4 @ 100');
    expect(protective(told)).toEqual(['c0-1-s sent 95 for 4 stop-loss', 'c0-2-t sent 110 for 4 take-profit']);
    told.tell('armed, fill 6 @ 100, armed');
    expect(protective(told)).toEqual(['c0-1-s waiting 95 for 10 stop-loss', 'c0-2-t waiting 110 for 10 take-profit']);
  });

  it('are sold for again without their name once they are known no more', () => {
    const told = after(`${HELD}, quote 95, unknown`, { instruments: [BTC, ETH], lanes: ['BTC/USDT', 'ETH/USDT'] });
    for (let trip = 0; trip < 70; trip += 1) {
      told.tell('candle 50 ETH buy, accept, fill, armed lane 1, candle 50 ETH sell, accept, fill');
    }
    expect([...told.engine.view.orders.protective].some(({ clientOrderId }) => clientOrderId === 'c0-1-s')).toBe(false);
    expect(told.tell('absent of c0-1')).toContain('submit sell 10 protectiveExit: stop-loss');
  });

  it('keep their ids while their triggers move', () => {
    const told = after(HELD, { exits: { trailingStop: { distanceRatio: 0.05, activationRatio: 0 } } });
    expect(protective(told)).toEqual(['c0-1-s waiting 95 for 10 trailing-stop']);
    told.tell('candle 110');
    expect(protective(told)).toEqual(['c0-1-s sent 104.5 for 10 trailing-stop']);
    told.tell('armed');
    expect(protective(told)).toEqual(['c0-1-s waiting 104.5 for 10 trailing-stop']);
  });

  it.each([
    [
      'a stop',
      'quote 94',
      ['c0-1-s fired 95 for 10 stop-loss, fired c0-1', 'c0-2-t waiting 110 for 10 take-profit'],
      'fill @ 94',
      ['c0-1-s fired 95 for 10 stop-loss, fired c0-1', 'c0-2-t canceled 110 for 10 take-profit'],
    ],
    [
      'a target',
      'quote 111',
      ['c0-1-s waiting 95 for 10 stop-loss', 'c0-2-t fired 110 for 10 take-profit, fired c0-1'],
      'fill @ 111',
      ['c0-1-s canceled 95 for 10 stop-loss', 'c0-2-t fired 110 for 10 take-profit, fired c0-1'],
    ],
  ])('are chained to the order that they fire: %s', (_which, quote, fired, fill, ended) => {
    const told = after(`${HELD}, ${quote}`, EXITS);
    expect(protective(told)).toEqual(fired);
    expect(told.engine.view.orders.find('c0-1')?.firedBy).toBe(
      fired.find((line) => line.includes('fired c0'))?.split(' ')[0],
    );
    told.tell(fill);
    expect(protective(told)).toEqual(ended);
    expect(told.engine.view.lanes[0]?.orders.stop ?? told.engine.view.lanes[0]?.orders.target).toBeUndefined();
  });

  it('name the latest of the orders that it took to sell', () => {
    const told = after(`${HELD}, quote 94, fill 4 @ 94 of c0-1`, EXITS);
    told.tell('expired of c0-1, timer 0');
    expect(told.engine.view.orders.find('c0-2')?.firedBy).toBe('c0-1-s');
    expect(protective(told)[0]).toBe('c0-1-s fired 95 for 10 stop-loss, fired c0-2');
  });

  it('are canceled when the position leaves otherwise', () => {
    const told = after(`${HELD}, candle 100 sell, fill @ 100`, EXITS);
    expect(protective(told).map((line) => line.split(' ')[1])).toEqual(['canceled', 'canceled']);
  });

  it('say that they could not be armed, and wait when they could', () => {
    const told = after('candle 100 buy, accept, fill @ 100, armFailed', EXITS);
    expect(protective(told).map((line) => line.split(' ')[1])).toEqual(['failed', 'failed']);
    told.tell('resume, armed');
    expect(protective(told).map((line) => line.split(' ')[1])).toEqual(['waiting', 'waiting']);
  });

  it('are new ones for the next position, and none is made where no level is', () => {
    const told = after(`${HELD}, quote 94, fill @ 94, candle 100 buy, accept, fill @ 100, armed`, {
      exits: { stopLossRatio: 0.05 },
    });
    expect(protective(told).at(-1)).toBe('c0-2-s waiting 95 for 10 stop-loss');
  });

  it('are remembered for a while, those that wait always', () => {
    const trips = Array.from({ length: 100 }, () => 'candle 100 buy, fill @ 100, armed, quote 94, fill @ 94').join(
      ', ',
    );
    const told = after(`${trips}, candle 100 buy, fill @ 100, armed`, { ...EXITS, risk: {} });
    const list = protective(told);
    expect(list.length).toBeLessThanOrEqual(66);
    expect(list.slice(-2).map((line) => line.split(' ')[1])).toEqual(['waiting', 'waiting']);
  });
});

describe('whoever watches stops and targets hears', () => {
  const trailing = { exits: { trailingStop: { distanceRatio: 0.05, activationRatio: 0 } } };

  it.each([
    [
      'of both when they are made',
      'candle 100 buy',
      EXITS,
      'fill',
      ['c0-1-s sent 95 stop-loss', 'c0-2-t sent 110 take-profit'],
    ],
    ['of no target where there is none', 'candle 100 buy', trailing, 'fill', ['c0-1-s sent 95 trailing-stop']],
    [
      'of no stop where there is none',
      'candle 100 buy',
      { exits: { takeProfitRatio: 0.1 } },
      'fill',
      ['c0-1-t sent 110 take-profit'],
    ],
    ['that they are watched', 'candle 100 buy, fill', trailing, 'armed', ['c0-1-s waiting 95 trailing-stop']],
    ['that they could not be armed', 'candle 100 buy, fill', trailing, 'armFailed', ['c0-1-s failed 95 trailing-stop']],
    ['that they moved', HELD, trailing, 'candle 110', ['c0-1-s sent 104.5 trailing-stop']],
    [
      'that one fired, and what it sells with',
      HELD,
      EXITS,
      'quote 95',
      ['c0-1-s fired 95 stop-loss', 'c0-1-s fired 95 stop-loss, fired c0-1'],
    ],
    ['that the other is not needed any more', `${HELD}, quote 95`, EXITS, 'fill', ['c0-2-t canceled 110 take-profit']],
    ['nothing of one that a halt keeps back', `${HELD}, operator halted`, EXITS, 'quote 95', []],
  ])('%s', (_what, given, options, step, lines) => {
    expect(after(given, options).hearProtection(step)).toEqual(lines);
  });

  it('of levels of the fill they belong to', () => {
    const told = after('candle 100 buy stop 90 target 120, fill, armed, candle 100 sell, fill', { exits: {} });
    expect(told.hearProtection('candle 100 buy stop 90')).toEqual([]);
    expect(told.hearProtection('fill')).toEqual(['c0-3-s sent 90 strategy-levels']);
  });
});
