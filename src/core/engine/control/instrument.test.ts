/** What the venue will not take for long is left while it can be. */
import { describe, expect, it } from 'vitest';
import { quantity } from '../../../domain/units.ts';
import { BTC, ETH, after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
const DELISTED = 'protectiveExit: simulated is delisting or restricting it';
const RAISED = 'protectiveExit: the smallest order at simulated was raised above what is held';

describe('an instrument that is delisted or restricted', () => {
  it('is left at once, and people are told', () => {
    const told = after(HELD);
    expect(told.notices('status exitOnly')).toEqual([
      'positionLeft: BTC/USDT: simulated is delisting or restricting it; its position is left',
    ]);
    expect([...told.submitted.values()].at(-1)).toMatchObject({ side: 'sell', purpose: 'protectiveExit' });
  });

  it('is not entered any more', () => {
    const told = after(`${HELD}, status exitOnly, fill`);
    expect(told.denials('candle 100 buy')).toEqual(['instrumentStatus']);
  });

  it('is left by every lane, and no other instrument is', () => {
    const told = after('candle 100 buy / buy, candle 50 ETH buy, fill of c0-0, fill of c0-1, fill of c0-2', {
      lanes: ['BTC/USDT', 'BTC/USDT', 'ETH/USDT'],
      instruments: [BTC, ETH],
    });
    expect(told.tell('status exitOnly').filter((line) => line.includes('submit'))).toEqual([
      `submit sell 10 ${DELISTED}`,
      `lane 1: submit sell 10 ${DELISTED}`,
    ]);
  });

  it('has its entries canceled, and what they still bring is sold', () => {
    const told = after('candle 100 buy limit 95, accept');
    expect(told.tell('status exitOnly')).toEqual(['critical positionLeft', 'cancel c0-0']);
    expect(told.tell('fill 3 @ 95').at(-1)).toBe(`submit sell 3 ${DELISTED}`);
  });

  it('has what rests canceled, buys and sales, so that the coins are free to be sold', () => {
    const told = after(`${HELD}, candle 100 rest a:buy:96:5 b:sell:110:4, accept of c0-1, accept of c0-2`);
    const lines = told.tell('status exitOnly, canceled of c0-1, canceled of c0-2');
    expect(lines).toEqual(expect.arrayContaining(['cancel c0-1', 'cancel c0-2']));
    expect(lines.at(-1)).toBe(`submit sell 10 ${DELISTED}`);
  });

  it.each([
    ['rejected', 'reject', 'timer 0'],
    ['unknown and absent', 'unknown', 'absent'],
    ['filled in part', 'fill 4, canceled', 'timer 0'],
  ])('is tried until it is left: %s', (_what, given, step) => {
    const told = after(`${HELD}, status exitOnly, ${given}`);
    expect(told.tell(step).some((line) => line.endsWith(DELISTED))).toBe(true);
  });

  it('is left when a halt of the bot has ended, not before', () => {
    const told = after(`${HELD}, operator halted`);
    expect(told.tell('status exitOnly, timer 1000, candle 100').filter((line) => line.includes('submit'))).toEqual([]);
    expect(told.tell('operator active')).toContain(`submit sell 10 ${DELISTED}`);
  });

  it('is left when the venue trades it again for exits', () => {
    const told = after(`${HELD}, status halted`);
    expect(told.tell('status exitOnly')).toContain(`submit sell 10 ${DELISTED}`);
  });

  it.each([
    ['is told again', `${HELD}, status exitOnly`, 'status exitOnly'],
    ['holds nothing', 'candle 100', 'status exitOnly'],
    ['is only halted for a while', HELD, 'status halted'],
    ['trades again', `${HELD}, status halted`, 'status trading'],
  ])('leads to nothing when it %s', (_what, given, step) => {
    expect(after(given).tell(step)).toEqual([]);
  });
});

describe('a smallest order that is raised', () => {
  it.each([
    ['above what the stop would bring', 'least quote 951', [`submit sell 10 ${RAISED}`]],
    ['to what the stop would bring', 'least quote 950', []],
    ['above the amount that is held, which nobody can sell any more', 'least base 10.1', ['info dustBooked', 'disarm']],
    ['to the amount that is held', 'least base 10', []],
    ['above its worth, which nobody can sell any more', 'least quote 1001', ['info dustBooked', 'disarm']],
    ['and lowered again before it mattered', 'least quote 900, least quote 10', []],
  ])('%s', (_what, step, commands) => {
    expect(after(HELD).tell(step)).toEqual(commands.length === 0 ? [] : ['critical positionLeft', ...commands]);
  });

  it('is judged at the price without a stop', () => {
    const told = after(HELD, { exits: {} });
    expect(told.tell('candle 80, least quote 800')).toEqual([]);
    expect(told.tell('least quote 801')).toEqual(['critical positionLeft', 'info dustBooked', 'disarm']);
  });

  it('is judged at the price where that is below the stop, because nothing is sold while trading is halted', () => {
    const told = after(`${HELD}, operator halted, candle 80`);
    expect(told.tell('least quote 800')).toEqual([]);
    expect(told.tell('least quote 801')).toContain('critical positionLeft');
  });

  it('counts what the step leaves to be sold', () => {
    const told = after('candle 100 buy, fill fee 0.05 BTC, armed');
    const instrument = { ...BTC, stepSize: quantity('10') };
    told.apply({ type: 'instrumentChanged', instrument });
    expect(told.now('position')).toBe(0);
  });

  it('is not what a position that has shrunk by itself is', () => {
    // Half of it is worth less than the smallest order at its stop, and nobody has raised that.
    const told = after(`${HELD}, candle 100 sell 0.5, fill, armed`, {
      instruments: [{ ...BTC, minNotional: BTC.minNotional * 480n } as typeof BTC],
    });
    expect(told.tell('status trading')).toEqual([]);
    expect(told.now('position')).toBe(5);
  });
});
