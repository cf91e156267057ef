import { describe, expect, it } from 'vitest';
import { after, toldEngine } from '../testing/told-engine.ts';

const ANSWERS = ['accept', 'reject', 'unknown', 'absent', 'fill 4', 'fill', 'canceled', 'expired'] as const;

/**
 * The status that each answer leaves an order of 10 with; `!` where it contradicts what is known. `fill` fills what is
 * left. `failed` is reached a candle later, so that the entry is not made again.
 */
const ENTRY = [
  ['submitted', '', 'open', 'rejected', 'unknown', 'failed', 'partiallyFilled', 'filled', 'canceled', 'expired'],
  ['unknown', 'unknown', 'open', 'rejected', 'unknown', 'failed', 'partiallyFilled', 'filled', 'canceled', 'expired'],
  ['open', 'accept', 'open', 'open!', 'open', 'open!', 'partiallyFilled', 'filled', 'canceled', 'expired'],
  [
    'partiallyFilled',
    'fill 4',
    'partiallyFilled',
    'partiallyFilled!',
    'partiallyFilled',
    'partiallyFilled!',
    'partiallyFilled',
    'filled',
    'canceled',
    'expired',
  ],
  ['filled', 'fill', 'filled', 'filled!', 'filled', 'filled', 'filled!', 'filled!', 'filled', 'filled'],
  [
    'canceled',
    'canceled',
    'canceled',
    'canceled',
    'canceled',
    'canceled',
    'canceled',
    'filled',
    'canceled',
    'canceled',
  ],
  ['expired', 'expired', 'expired', 'expired', 'expired', 'expired', 'expired', 'filled', 'expired', 'expired'],
  [
    'rejected',
    'reject',
    'rejected!',
    'rejected',
    'rejected',
    'rejected',
    'rejected!',
    'rejected!',
    'rejected',
    'rejected',
  ],
  ['failed', 'candle 100, absent', 'failed!', 'failed', 'failed', 'failed', 'failed!', 'failed!', 'failed!', 'failed!'],
] as const;

const cellsOf = (rows: readonly (readonly string[])[]) =>
  rows.flatMap(([status = '', before = '', ...after]) =>
    ANSWERS.map((answer, at) => ({ status, before, answer, after: after[at] ?? '' })),
  );

function answered(bought: string, id: string, before: string, answer: string): string {
  const told = toldEngine();
  told.tell(bought);
  if (before !== '') told.tell(before);
  const isOverfill = answer === 'fill' && told.statuses.get(id) === 'filled';
  const contradicts = told.tell(`${isOverfill ? 'fill 1' : answer} of ${id}`).includes('critical contradiction');
  expect(told.now('tradingState')).toBe(contradicts ? 'reducing' : 'active');
  return `${told.statuses.get(id)}${contradicts ? '!' : ''}`;
}

describe('an answer about an entry', () => {
  it.each(cellsOf(ENTRY))('$answer makes $after of $status', ({ before, answer, after }) => {
    expect(answered('candle 100 buy', 'c0-0', before, answer)).toBe(after);
  });

  it.each([
    ['submitted', 'candle 100 buy'],
    ['open', 'candle 100 buy, accept'],
    ['canceled', 'candle 100 buy, canceled'],
    ['filled', 'candle 100 buy, fill'],
  ])('told twice about a %s order changes nothing the second time', (_status, given) => {
    const told = toldEngine();
    told.tell(given);
    expect(told.tell('again')).toEqual([]);
  });
});

describe('an answer about an exit', () => {
  // More than was held cannot be sold, which fills.test.ts looks at.
  const exits = cellsOf(ENTRY).filter(
    ({ status, answer }) => status !== 'failed' && !(status === 'filled' && answer.startsWith('fill')),
  );

  it.each(exits)('$answer makes $after of $status', ({ before, answer, after }) => {
    expect(answered('candle 100 buy, fill, armed, candle 100 sell', 'c0-1', before, answer)).toBe(after);
  });
});

/** The venue said two things that cannot both be true. */
const REDUCED = ['critical contradiction', 'cancel c0-0', 'critical tradingStateChanged'];

describe('what an answer asks for', () => {
  it.each([
    { given: 'candle 100 buy', answer: 'accept', commands: [] },
    { given: 'candle 100 buy', answer: 'reject', commands: ['warning orderRejected'] },
    { given: 'candle 100 buy', answer: 'unknown', commands: ['warning orderUnknown', 'look up c0-0'] },
    { given: 'candle 100 buy', answer: 'absent', commands: ['submit buy 10 entry'] },
    { given: 'candle 100 buy', answer: 'canceled', commands: [] },
    { given: 'candle 100 buy', answer: 'expired', commands: [] },
    { given: 'candle 100 buy, unknown', answer: 'accept', commands: [] },
    { given: 'candle 100 buy, unknown', answer: 'unknown', commands: ['warning orderUnknown', 'look up c0-0'] },
    { given: 'candle 100 buy, accept', answer: 'unknown', commands: [] },
    {
      given: 'candle 100 buy, accept',
      answer: 'reject',
      commands: [...REDUCED, 'warning orderRejected'],
    },
    { given: 'candle 100 buy, accept', answer: 'absent', commands: REDUCED },
    { given: 'candle 100 buy, canceled', answer: 'unknown', commands: [] },
    { given: 'candle 100 buy, canceled', answer: 'absent', commands: [] },
    { given: 'candle 100 buy, fill, armed, candle 100 sell', answer: 'reject', commands: ['critical orderRejected'] },
    {
      given: 'candle 100 buy, fill, armed, candle 100 sell',
      answer: 'unknown',
      commands: ['warning orderUnknown', 'look up c0-1'],
    },
    {
      given: 'candle 100 buy, fill, armed, candle 100 sell',
      answer: 'absent',
      commands: ['submit sell 10 signalExit: test exit'],
    },
    { given: 'candle 100 buy, fill, armed, candle 100 sell', answer: 'canceled', commands: [] },
  ])('$answer after "$given" answers $commands', ({ given, answer, commands }) => {
    const told = toldEngine();
    told.tell(given);
    expect(told.tell(answer)).toEqual(commands);
  });

  it.each(['accept', 'reject', 'unknown', 'absent', 'canceled', 'expired'])(
    'of an order nobody sent, %s answers nothing',
    (answer) => {
      const told = toldEngine();
      told.tell('candle 100 buy, accept');
      expect(['c0-1', 'c0-00', 'c1-0', 'c0-', 'x'].flatMap((id) => told.tell(`${answer} of ${id}`))).toEqual([]);
      expect(told.statuses.get('c0-0')).toBe('open');
    },
  );

  it('absent of what is open asks for nothing again', () => {
    expect(after('candle 100 buy, accept').hear('absent')).toEqual([
      'critical contradiction',
      'critical tradingStateChanged',
    ]);
  });

  it('a notice says what was refused, and why', () => {
    const told = toldEngine();
    expect(told.notices('candle 100 buy, reject')).toEqual(['orderRejected: BTC/USDT: buy rejected: no: not today']);
    expect(told.notices('candle 100 buy, unknown')).toEqual([
      'orderUnknown: c0-1: outcome unknown (timeout), looking it up',
    ]);
  });

  it('what contradicts is named with both sides', () => {
    const told = toldEngine();
    expect(told.notices('candle 100 buy, accept, absent')).toEqual([
      'contradiction: absent contradicts status open of c0-0; order c0-0; look at the venue: cab settle lists what is to be settled',
      'tradingStateChanged: only exits from here on: contradiction: absent contradicts status open of c0-0; cab settle lists what is to be settled',
    ]);
  });
});

describe('a contradiction', () => {
  it.each([
    ['an overfill', 'fill 11'],
    ['a fill of a whole order', 'fill, fill 1'],
    ['a rejection of an open order', 'accept, reject'],
    ['an absence of an open order', 'accept, absent'],
    ['an acceptance after a rejection', 'reject, accept'],
    ['a fill after a rejection', 'reject, fill 1'],
    ['an acceptance after an absence', 'candle 100, absent, accept of c0-0'],
    ['a cancel after an absence', 'candle 100, absent, canceled of c0-0'],
  ])('by %s denies entries from then on and lets exits through', (_name, answers) => {
    const told = toldEngine({ maxEntries: 9 });
    told.tell(`candle 100 buy, ${answers}`);
    expect(told.now('tradingState')).toBe('reducing');
    told.tell('canceled, armed, candle 100');
    expect(told.denials('candle 100 buy')).toEqual(['tradingState']);
    const isHeld = told.now('position') !== 0;
    expect(told.tell('candle 100 sell').length).toBe(isHeld ? 1 : 0);
  });

  it('does not loosen what an operator has halted', () => {
    const told = toldEngine();
    told.tell('candle 100 buy, accept, operator halted, absent');
    expect(told.now('tradingState')).toBe('halted');
  });
});
