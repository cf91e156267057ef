import { describe, expect, it } from 'vitest';
import { BTC, ETH, after, toldEngine } from '../testing/told-engine.ts';

const DAY_MINUTES = 24 * 60;

/** So many entries, each rejected. */
function rejected(told: ReturnType<typeof toldEngine>, count: number): void {
  for (let sent = 0; sent < count; sent += 1) told.tell('candle 100 buy, reject');
}

describe('client order ids', () => {
  it('count the orders of the run, in base 36', () => {
    const told = toldEngine();
    rejected(told, 38);
    const ids = [...told.submitted.keys()];
    expect([ids[0], ids[9], ids[10], ids[35], ids[36], ids[37]]).toEqual([
      'c0-0',
      'c0-9',
      'c0-a',
      'c0-z',
      'c0-10',
      'c0-11',
    ]);
  });

  it('are found again, each its own', () => {
    const told = toldEngine({ lanes: Array.from({ length: 40 }, () => 'BTC/USDT'), cash: '100000' });
    told.tell(`candle 100 ${Array.from({ length: 40 }, () => 'buy').join(' / ')}`);
    for (const id of ['c0-0', 'c0-z', 'c0-10', 'c0-13']) {
      told.tell(`accept of ${id}`);
      expect(told.statuses.get(id)).toBe('open');
    }
    expect([...told.statuses.values()].filter((status) => status === 'open')).toHaveLength(4);
  });
});

describe('an order that has ended', () => {
  it('is known for a day, however many came after it', () => {
    const told = after('candle 100 buy, canceled');
    rejected(told, 100);
    for (let minute = 102; minute < DAY_MINUTES; minute += 1) told.tell('candle 100');
    rejected(told, 1);
    expect(told.tell('fill 1 of c0-0')).toEqual(['arm #1 1 stop 95 target -']);
  });

  it('is known for longer while few came after it', () => {
    const told = after('candle 100 buy, canceled');
    rejected(told, 63);
    for (let minute = 0; minute < 2 * DAY_MINUTES; minute += 1) told.tell('candle 100');
    expect(told.tell('fill 1 of c0-0')).toEqual(['arm #1 1 stop 95 target -']);
  });

  it('is forgotten a day later when many came after it, so that a fill of it is foreign', () => {
    const told = after('candle 100 buy, canceled');
    for (let minute = 0; minute < DAY_MINUTES; minute += 1) told.tell('candle 100');
    rejected(told, 64);
    expect(told.tell('fill 1 of c0-0')).toEqual(['critical foreignFill']);
    expect(told.tell('accept of c0-0, reject of c0-0, unknown of c0-0')).toEqual([]);
  });

  it('is told apart from the forgotten among thousands', () => {
    const told = toldEngine();
    rejected(told, 1100);
    for (let minute = 0; minute < DAY_MINUTES; minute += 1) told.tell('candle 100');
    rejected(told, 1);
    // 64 are kept: the last one and 63 before it.
    expect(told.tell(`fill 1 of c0-${(1100 - 64).toString(36)}`)).toEqual(['critical foreignFill']);
    expect(told.tell(`fill 1 of c0-${(1100 - 63).toString(36)}`)).toContain('critical contradiction');
    rejected(told, 2);
    expect(told.tell(`fill 1 of c0-${(1100 - 62).toString(36)}`)).toEqual(['critical foreignFill']);
  });

  it('is found by its number when the places of thousands before it have been left out', () => {
    const told = toldEngine();
    for (let day = 0; day < 4; day += 1) {
      rejected(told, 800);
      told.tell(`gap ${DAY_MINUTES}`);
    }
    rejected(told, 70);
    const ids = [...told.submitted.keys()];
    const { orders } = told.engine.view;
    const known = ids.filter((id) => orders.find(id)?.request.clientOrderId === id);
    expect(known).toEqual(ids.slice(-70));
  });

  it('that is forgotten leaves its number to nobody', () => {
    const told = after('candle 100 buy, canceled');
    for (let minute = 0; minute < DAY_MINUTES; minute += 1) told.tell('candle 100');
    rejected(told, 70);
    expect(new Set(told.submitted.keys()).size).toBe(71);
  });

  it.each([
    ['one millisecond of time too early', 1374, [true, true, true]],
    ['when a day has passed to the millisecond', 1375, [false, true, true]],
    ['each in its turn', 1376, [false, false, true]],
    ['never more than leave the latest 64', 3000, [false, false, true]],
  ])('is forgotten: %s', (_when, minutes, isKnown) => {
    const told = after('candle 100 buy, canceled');
    rejected(told, 64);
    told.tell(`gap ${minutes}, candle 100 buy, reject`);
    const { orders } = told.engine.view;
    expect(['c0-0', 'c0-1', 'c0-2'].map((id) => orders.find(id)?.request.clientOrderId === id)).toEqual(isKnown);
  });

  it('is known for a day from its end on, however long it rested', () => {
    const told = after('candle 100 buy limit 90, accept, gap 2000, candle 100, canceled', { orderMaxAgeMs: 1e12 });
    rejected(told, 66);
    expect(told.tell('fill 1 of c0-0')).toEqual(['arm #1 1 stop 95 target -']);
  });

  it('and fills of late leaves the others at work', () => {
    const told = after('candle 100 buy / buy / buy, canceled of c0-1', { lanes: ['BTC/USDT', 'BTC/USDT', 'BTC/USDT'] });
    const working = () => told.engine.view.orders.working.map(({ request }) => request.clientOrderId);
    expect(working()).toEqual(['c0-0', 'c0-2']);
    told.tell('fill of c0-1');
    expect(working()).toEqual(['c0-0', 'c0-2']);
    expect(told.statuses.get('c0-1')).toBe('filled');
  });
});

describe('an order of another run', () => {
  it('is not taken for the one of that number', () => {
    const told = after('candle 100 buy, accept');
    expect(told.tell('fill 1 of x9-0, fill 1 of 0, fill 1 of c0-')).toEqual(Array(3).fill('critical foreignFill'));
    expect(told.tell('canceled of x9-0')).toEqual([]);
    expect(told.statuses.get('c0-0')).toBe('open');
  });
});

describe('an unknown order', () => {
  const options = { lanes: ['BTC/USDT', 'BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] };
  const asked = (answers: string) =>
    after(`candle 100 buy / -, candle 50 ETH buy, ${answers}`, options).denials('candle 100 - / buy, candle 50 ETH');

  it.each([
    ['of the instrument', 'unknown of c0-0, accept of c0-1', ['unknownOrder']],
    ['that is unknown once more', 'unknown of c0-0, unknown of c0-0', ['unknownOrder']],
    ['of another instrument, beside a known one', 'accept of c0-0, unknown of c0-1', []],
    ['that was found', 'unknown of c0-0, accept of c0-0', []],
    ['that was found, while another instrument has one', 'unknown of c0-0, unknown of c0-1, accept of c0-0', []],
  ])('%s', (_what, answers, denials) => {
    expect(asked(answers)).toEqual(denials);
  });

  it('is counted once, until it is resolved', () => {
    const told = after('candle 100 buy, unknown, unknown');
    expect(told.engine.view.orders.unknown).toBe(1);
    told.tell('accept');
    expect(told.engine.view.orders.unknown).toBe(0);
    told.tell('resume, canceled');
    expect(told.engine.view.orders.unknown).toBe(0);
  });
});
