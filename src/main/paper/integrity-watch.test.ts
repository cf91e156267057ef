import { describe, expect, it } from 'vitest';
import { type Result, err, ok } from '../../domain/index.ts';
import type { Examination } from '../../adapters/storage/index.ts';
import { StorageFailure, type StorageFailureCode } from '../../ports/index.ts';
import { IntegrityWatch } from './integrity-watch.ts';

type Outcome = Result<Examination, StorageFailure>;

function examined(...messages: readonly string[]): Outcome {
  const damage = messages.map((message) => ({ part: 'tables', message }) as const);
  return ok({ path: 'bot.db', uuid: 'u', entries: 1, auditEntries: 0, rows: 1, damage });
}

const MISSING = { part: 'archive', message: 'a file is missing' } as const;

function failed(code: StorageFailureCode): Outcome {
  return err(new StorageFailure(code, `it is ${code}`));
}

/** A watch whose looks have these outcomes, each after three steps, and whose time goes on when it is told to. */
function aWatch(...outcomes: readonly Outcome[]) {
  const told: string[] = [];
  const archives: string[] = [];
  const delays: number[] = [];
  let waiting: (() => void) | undefined;
  let looks = 0;
  let letGo = 0;
  const watch = new IntegrityWatch({
    *examine() {
      try {
        looks += 1;
        yield;
        yield;
        return outcomes[looks - 1] ?? examined();
      } finally {
        letGo += 1;
      }
    },
    onDamage: (cause) => told.push(cause),
    onArchives: (problems) => archives.push(...problems),
    later: (next, delayMs) => {
      delays.push(delayMs);
      waiting = next;
      return () => {
        waiting = undefined;
      };
    },
  });
  const goOn = (): void => {
    const next = waiting;
    waiting = undefined;
    next?.();
  };
  return {
    watch,
    told,
    archives,
    delays,
    goOn,
    isWaiting: () => waiting !== undefined,
    looks: () => looks,
    letGo: () => letGo,
  };
}

describe('the watch over a running bot s database', () => {
  it('looks in small steps, and again hours later', () => {
    const { delays, goOn, looks, told } = aWatch();
    for (let step = 0; step < 4; step += 1) goOn();
    expect(looks()).toBe(2);
    expect(delays).toEqual([10_000, 10, 10, 6 * 3_600_000, 10]);
    expect(told).toEqual([]);
  });

  it('tells of archive files apart: trading needs none of them', () => {
    const archived = ok({ path: 'bot.db', uuid: 'u', entries: 1, auditEntries: 0, rows: 1, damage: [MISSING] });
    const { watch, goOn, told, archives, isWaiting } = aWatch(archived);
    for (let step = 0; step < 3; step += 1) goOn();
    expect([told, archives]).toEqual([[], ['a file is missing']]);
    expect([watch.damage, isWaiting()]).toEqual([undefined, true]);
  });

  it('tells damage once, with its place and what shows more, and looks no further', () => {
    const { watch, goOn, told, isWaiting } = aWatch(examined('table fills: at least one of its 3 rows is not right'));
    for (let step = 0; step < 5; step += 1) goOn();
    expect(told).toHaveLength(1);
    expect(watch.damage).toMatch(/cab maintenance integrity.*table fills/);
    expect(isWaiting()).toBe(false);
  });

  it.each([
    ['mismatch', true],
    ['corrupt', true],
    ['busy', false],
    ['full', false],
  ] as const)('a database that is %s is damaged: %s', (code, isDamage) => {
    const { watch, goOn, isWaiting } = aWatch(failed(code));
    for (let step = 0; step < 3; step += 1) goOn();
    expect(watch.damage !== undefined).toBe(isDamage);
    expect(isWaiting()).toBe(!isDamage);
  });

  it('lets go of the database when it is stopped half-way', () => {
    const { watch, goOn, isWaiting, letGo } = aWatch();
    goOn();
    watch.stop();
    expect(isWaiting()).toBe(false);
    expect(letGo()).toBe(1);
  });
});
