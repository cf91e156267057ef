import { describe, expect, it } from 'vitest';
import { after, toldEngine } from '../testing/told-engine.ts';

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

  it('that is forgotten leaves its number to nobody', () => {
    const told = after('candle 100 buy, canceled');
    for (let minute = 0; minute < DAY_MINUTES; minute += 1) told.tell('candle 100');
    rejected(told, 70);
    expect(new Set(told.submitted.keys()).size).toBe(71);
  });
});
