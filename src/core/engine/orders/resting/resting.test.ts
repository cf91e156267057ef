import { describe, expect, it } from 'vitest';
import { decimal, formatDecimal } from '../../../../domain/decimal.ts';
import { BTC, type ToldEngine, after, toldEngine } from '../../testing/told-engine.ts';

/** A wide configured stop, so that levels far apart do not meet it. */
const WIDE = { exits: { stopLossRatio: 0.5 } };
const LADDER = 'candle 100 rest a:buy:95:10 b:buy:90:10';

const lots = (told: ToldEngine) =>
  told.engine.view.ledger.lots(0).map(({ name, quantity }) => `${name ?? '-'} ${formatDecimal(quantity)}`);
const roles = (told: ToldEngine) =>
  told.engine.view.orders.working.map(({ request }) => `${request.level ?? request.purpose} ${request.clientOrderId}`);

describe('orders that a strategy wishes to rest', () => {
  it('are placed, one a level', () => {
    expect(toldEngine(WIDE).tell(LADDER)).toEqual(['submit a: buy 10 at 95', 'submit b: buy 10 at 90']);
  });

  it('stay as they are while they are wished, stated again or not', () => {
    const told = after(`${LADDER}, accept of c0-0, accept of c0-1`, WIDE);
    expect(told.tell('candle 101 rest a:buy:95:10 b:buy:90:10, candle 102, candle 103')).toEqual([]);
  });

  it('are canceled when they are not among the stated ones', () => {
    const told = after(`${LADDER}, accept of c0-0, accept of c0-1`, WIDE);
    expect(told.tell('candle 100 rest a:buy:95:10')).toEqual(['cancel c0-1']);
    expect(told.tell('candle 100, canceled of c0-1, candle 100')).toEqual([]);
    expect(told.tell('candle 100 rest, canceled of c0-0, candle 100')).toEqual(['cancel c0-0']);
    expect(roles(told)).toEqual([]);
  });

  it.each([
    ['another price', 'a:buy:94:10', 'submit a: buy 10 at 94'],
    ['another quantity', 'a:buy:95:11', 'submit a: buy 11 at 95'],
  ])('with %s are proven gone before they are placed anew', (_what, stated, line) => {
    const told = after('candle 100 rest a:buy:95:10, accept', WIDE);
    expect(told.tell(`candle 100 rest ${stated}`)).toEqual(['cancel c0-0']);
    expect(told.tell(`candle 100 rest ${stated}, candle 100, timer 60000`)).toEqual([]);
    expect(told.tell('canceled of c0-0')).toEqual([line]);
  });

  it('are on the tick and the step, buys rounded down and sales up', () => {
    const told = after('candle 100 rest a:buy:95.019:10.00000000001', WIDE);
    expect(
      [...told.submitted.values()].map(({ price, quantity }) => [price, quantity].map((x) => formatDecimal(x ?? 0n))),
    ).toEqual([['95.01', '10']]);
    told.tell('fill @ 95, armed, candle 100 rest s:sell:109.991::a');
    expect(formatDecimal([...told.submitted.values()].at(-1)?.price ?? 0n)).toBe('110');
  });

  it('that filled are done until they are stated again', () => {
    const told = after('candle 100 rest a:buy:95:10, accept', WIDE);
    expect(told.tell('fill @ 95, armed, candle 100, candle 100')).toEqual(['arm #1 10 stop 47.5 target -']);
    expect(told.tell('candle 100 rest a:buy:95:10')).toEqual(['submit a: buy 10 at 95']);
  });

  it('buy what is left when the venue cancels them half filled, after a wait', () => {
    const told = after('candle 100 rest a:buy:95:10, accept, fill 4 @ 95, armed', WIDE);
    expect(told.tell('canceled, timer 4999')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['submit a: buy 6 at 95']);
    expect(told.tell('canceled of c0-1, timer 14999')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['submit a: buy 6 at 95']);
  });

  it('count what filled before a replacement was proven', () => {
    const told = after('candle 100 rest a:buy:95:10, accept, candle 100 rest a:buy:94:10', WIDE);
    expect(told.tell('fill 4 @ 95, armed, canceled of c0-0')).toEqual([
      'arm #1 4 stop 47.5 target -',
      'submit a: buy 6 at 94',
    ]);
  });

  it('are not placed again when they filled while they were being canceled', () => {
    const told = after('candle 100 rest a:buy:95:10, accept, candle 100 rest a:buy:94:10', WIDE);
    expect(told.tell('fill @ 95, armed, canceled of c0-0, candle 100')).toEqual(['arm #1 10 stop 47.5 target -']);
  });

  it.each([
    ['unknown', 'unknown of c0-0', []],
    ['absent', 'unknown of c0-0, absent of c0-0', ['submit a: buy 10 at 95']],
  ])('whose order is %s are looked up, and made again only when it is proven absent', (_state, steps, lines) => {
    const told = after('candle 100 rest a:buy:95:10', WIDE);
    const answers = told.tell(`${steps}, candle 100 rest a:buy:95:10, candle 100`);
    expect(answers.filter((line) => line.startsWith('submit'))).toEqual(lines);
  });

  it('are looked up after a restart, and not doubled', () => {
    const told = after(`${LADDER}, accept of c0-0`, WIDE);
    const lines = told.tell('resume, candle 100 rest a:buy:95:10 b:buy:90:10, accept of c0-1, candle 100');
    expect(lines.filter((line) => line.startsWith('submit'))).toEqual([]);
    expect(roles(told)).toEqual(['a c0-0', 'b c0-1']);
  });

  it('do not age', () => {
    const told = after(`${LADDER}, accept of c0-0, accept of c0-1`, { ...WIDE, orderMaxAgeMs: 60_000 });
    expect(told.tell('candle 100, candle 100, candle 100, timer 600000')).toEqual([]);
  });

  it('show a missing level with its reason, told once', () => {
    const told = toldEngine({ ...WIDE, cash: '1500' });
    expect(told.denials(`${LADDER}, candle 100, candle 100`)).toEqual(['noCash']);
    expect(told.engine.view.lanes[0]?.context.resting()).toEqual([
      { level: 'a', side: 'buy', price: 95, quantity: 10, status: 'live', reason: '' },
      {
        level: 'b',
        side: 'buy',
        price: 90,
        quantity: 10,
        status: 'missing',
        reason: '550 USDT are free, the order needs 900',
      },
    ]);
    expect(told.tell('candle 100 rest b:buy:90:10, canceled of c0-0')).toEqual([
      'cancel c0-0',
      'submit b: buy 10 at 90',
    ]);
  });

  it('below the smallest order are denied by name', () => {
    const told = toldEngine(WIDE);
    expect(told.denials('candle 100 rest a:buy:95:0.000001, candle 100 rest a:buy:95:0.000001')).toEqual([
      'instrumentLimits',
    ]);
  });

  it.each([
    ['MAX_POSITIONS', { maxPositions: 1 }, 'maxPositions'],
    ['the exposure limit', { maxTotalExposureRatio: 0.09 }, 'totalExposure'],
    ['the symbol limit', { maxCapitalPerSymbolRatio: 0.09 }, 'symbolCapital'],
    ['the position limit', { maxPositionBase: 15 }, 'positionBase'],
  ])('count against %s as if all of them filled', (_limit, risk, code) => {
    const ETH = { ...BTC, id: 1, symbol: 'ETH/USDT', base: 'ETH' };
    const told = toldEngine({ ...WIDE, lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH], risk });
    const heard = told.denials(`candle 100 rest a:buy:95:10 b:buy:90:10, candle 100 ETH rest c:buy:95:10`);
    expect(heard.join(' ')).toContain(code);
    expect(told.engine.view.portfolio.reservedQuote).toBeLessThanOrEqual(decimal('1900'));
  });

  it('of one strategy are one position', () => {
    const told = toldEngine({ ...WIDE, risk: { maxPositions: 1 } });
    expect(told.tell(LADDER)).toHaveLength(2);
  });

  it.each(['operator reducing', 'operator halted'])('that buy go when trading is not active any more: %s', (step) => {
    const told = after('candle 100 rest a:buy:95:10, accept, fill @ 95, armed', WIDE);
    told.tell('candle 100 rest b:buy:90:10 s:sell:110::a, accept of c0-1, accept of c0-2');
    expect(told.tell(step).filter((line) => line.startsWith('cancel'))).toEqual(['cancel c0-1']);
    expect(told.denials('canceled of c0-1, candle 100, candle 100')).toEqual(['tradingState']);
    expect(roles(told)).toEqual(['s c0-2']);
  });

  it('that an operator cancels come again with the next statement', () => {
    const told = after('candle 100 rest a:buy:95:10, accept', WIDE);
    expect(told.tell('operator cancel c0-0, canceled, candle 100')).toEqual(['cancel c0-0']);
    expect(told.tell('candle 100 rest a:buy:95:10')).toEqual(['submit a: buy 10 at 95']);
  });

  it('that buy go when their strategy stops', () => {
    const told = after(`${LADDER}, accept of c0-0, accept of c0-1`, WIDE);
    expect(told.tell('candle 100 throw')).toEqual(['cancel c0-0', 'cancel c0-1', 'critical strategyStopped']);
    expect(told.tell('canceled of c0-0, canceled of c0-1, candle 100')).toEqual([]);
  });

  it.each([
    ['a:buy:95:10 a:buy:94:10', 'a level has one order'],
    ['a b:buy:90:10', 'side must be buy or sell'],
    ['a:buy:-1:10', 'price must be a positive price'],
    ['a:buy:95', 'a buy needs quantity or quote, one of them'],
    ['a:buy:95:10:b', 'a buy makes a lot, it takes none'],
    ['s:sell:95', 'a sale needs quantity or lot'],
    ['s:sell:95:NaN', 'quantity must be above 0'],
  ])('stated as %s stop the strategy, and say what would be right', (stated, problem) => {
    const told = toldEngine(WIDE);
    expect(told.notices(`candle 100 rest ${stated}`).join()).toContain(problem);
  });
});

describe('a sale that names its lot', () => {
  const held = 'candle 100 rest a:buy:95:10 b:buy:90:10, fill @ 95 of c0-0, fill @ 90 of c0-1, armed';

  it('sells it, and leaves the others their cost', () => {
    const told = after(`${held}, candle 100 rest s:sell:99::b, accept, fill @ 99`, WIDE);
    expect(lots(told)).toEqual(['a 10']);
    expect(told.engine.view.lanes[0]?.position?.entryPrice).toBe(95);
    expect(formatDecimal(told.engine.view.ledger.realized('USDT').gross)).toBe('90');
  });

  it('sells the oldest when it names none', () => {
    const told = after(`${held}, candle 100 rest s:sell:99:10, accept, fill @ 99`, WIDE);
    expect(lots(told)).toEqual(['b 10']);
    expect(formatDecimal(told.engine.view.ledger.realized('USDT').gross)).toBe('40');
  });

  it('lowers no stop, though the average of what is left is lower', () => {
    const told = after(held, { exits: { stopLossRatio: 0.05 } });
    expect(told.engine.view.lanes[0]?.guard.stopPrice).toBe(90.25);
    told.tell('candle 100 rest s:sell:99::a, accept, fill @ 99, armed');
    expect(told.engine.view.lanes[0]?.position?.entryPrice).toBe(90);
    expect(told.engine.view.lanes[0]?.guard.stopPrice).toBe(90.25);
  });

  it('offers no more than is held and not offered already', () => {
    const told = after(`${held}, candle 100 rest s:sell:110:15 t:sell:120:15`, WIDE);
    expect(
      [...told.submitted.values()].slice(2).map(({ level, quantity }) => `${level} ${formatDecimal(quantity)}`),
    ).toEqual(['s 15', 't 5']);
  });

  it('waits while nothing is free to sell', () => {
    const told = toldEngine(WIDE);
    expect(told.denials('candle 100 rest s:sell:110:5, candle 100')).toEqual(['nothingToSell']);
  });

  it('has an exit of all wait until it is proven gone, and then the exit sells everything', () => {
    const told = after(`${held}, candle 100 rest s:sell:110::a c:buy:80:10, accept of c0-2, accept of c0-3`, WIDE);
    expect(told.tell('candle 100 sell')).toEqual(['cancel c0-2', 'cancel c0-3']);
    expect(told.tell('canceled of c0-2')).toEqual(['submit sell 20 signalExit: test exit']);
    expect(told.tell('fill @ 100, canceled of c0-3, candle 100').at(0)).toBe('disarm');
    expect(roles(told)).toEqual([]);
  });

  it('may fill while an exit of all cancels it: nothing is sold twice', () => {
    const told = after(`${held}, candle 100 rest s:sell:110:20, accept of c0-2`, WIDE);
    expect(told.tell('candle 100 sell')).toEqual(['cancel c0-2']);
    expect(told.tell('fill 15 @ 110 of c0-2').filter((line) => line.startsWith('submit'))).toEqual([]);
    expect(told.tell('canceled of c0-2').filter((line) => line.startsWith('submit'))).toEqual([
      'submit sell 5 signalExit: test exit',
    ]);
  });

  it('gives way to a stop, which sells what is free when the proof takes longer than a second', () => {
    const told = after(`${held}, candle 100 rest s:sell:110::a, accept of c0-2`, { exits: { stopLossRatio: 0.05 } });
    expect(told.tell('quote 90, timer 900')).toEqual(['cancel c0-2']);
    expect(told.tell('timer 100')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
    expect(told.tell('fill @ 90 of c0-3, canceled of c0-2').filter((line) => line.startsWith('submit'))).toEqual([
      'submit sell 10 protectiveExit: stop-loss',
    ]);
  });

  it('keeps the position until it has ended, however little it holds', () => {
    const told = after(`${held}, candle 100 rest s:sell:110:20, accept of c0-2`, WIDE);
    told.tell('fill 19.999999 @ 110 of c0-2, armed');
    expect(told.tell('candle 100 sell')).toEqual(['cancel c0-2']);
    expect(told.hear('timer 1000, timer 1000').filter((line) => /round trip|dust/.test(line))).toEqual([]);
    expect(told.hear('fill @ 110 of c0-2').filter((line) => line.startsWith('round trip'))).toHaveLength(1);
  });

  it('comes again after a partial exit that needed its coins', () => {
    const told = after(`${held}, candle 100 rest s:sell:110:20, accept of c0-2`, WIDE);
    expect(told.tell('candle 100 sell 0.5')).toEqual(['cancel c0-2']);
    expect(told.tell('canceled of c0-2')).toEqual(['submit sell 10 signalExit: test exit']);
    expect(told.tell('fill @ 100 of c0-3').filter((line) => line.startsWith('submit'))).toEqual([
      'submit s: sell 10 at 110',
    ]);
  });

  it('that leaves dust closes the position with it', () => {
    const told = after('candle 100 rest a:buy:95:10, fill @ 95, armed', WIDE);
    const heard = told.hear('candle 100 rest s:sell:110:9.999999, accept, fill @ 110');
    expect(heard.filter((line) => line.startsWith('round trip'))).toHaveLength(1);
    expect(told.now('position')).toBe(0);
  });
});
