import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SqliteProjectionWriter } from '../projections/index.ts';
import { SqliteSettingOverrides } from '../sqlite-setting-overrides.ts';
import type { SqlValue } from '../sql.ts';
import { anEntry } from '../testing/sample-entries.ts';
import { SqliteJournal } from '../sqlite-journal.ts';
import { aFill, aNotice, anEquitySample, anOrder } from '../testing/sample-rows.ts';
import { opened } from '../testing/opened.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { inspectTables } from './inspect.ts';
import { rowHash } from './row-sums.ts';
import { SUMMED_TABLES } from './summed-tables.ts';
import type { Database } from '../database.ts';

function damageOf(database: Database): readonly string[] {
  const seal = database.integrity?.seal;
  if (!seal) throw new Error('a database that is written to has a seal');
  const steps = inspectTables(database.connection, seal, SUMMED_TABLES);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value.map(({ message }) => message);
  }
}

const value: fc.Arbitrary<SqlValue> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constant(null),
);

describe('the hash of a row', () => {
  it('is that of the row as it is read back, whatever is in it', () => {
    const { connection } = opened(join(temporaryFolder(), 'cab.db'));
    connection.exec('CREATE TEMP TABLE kept (text TEXT, number DOUBLE PRECISION, count BIGINT)');
    const insert = connection.prepare('INSERT INTO kept VALUES (?, ?, ?)');
    const select = connection.prepare<[], SqlValue[]>('SELECT * FROM kept').raw();
    const lone = fc.string({ unit: 'binary' }).map((text) => `${text}\ud800\0`);
    fc.assert(
      fc.property(
        fc.oneof(lone, fc.constant(null)),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.maxSafeInteger(),
        (text, number, count) => {
          connection.exec('DELETE FROM kept');
          const written: SqlValue[] = [text, number, BigInt(count)];
          insert.run(...written);
          return rowHash('kept', select.get() ?? []) === rowHash('kept', written);
        },
      ),
    );
  });

  it('differs when any value, its place or its table does', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), value, fc.nat(), (row, other, seed) => {
        const at = seed % row.length;
        if (Object.is(row[at], other) || row[at] === other) return true;
        const changed = row.with(at, other);
        return rowHash('t', changed) !== rowHash('t', row) && rowHash('u', row) !== rowHash('t', row);
      }),
    );
  });
});

describe('the sums of tables', () => {
  it('cover every column of every table but the two that are chains', () => {
    const { connection } = opened(join(temporaryFolder(), 'cab.db'));
    const names = connection.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all();
    const columnsOf = (name: string) =>
      connection.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(name).sort();
    const unchained = names.filter((name) => !['journal', 'audit'].includes(name));
    expect(Object.fromEntries(SUMMED_TABLES.map(({ name, columns }) => [name, columns.toSorted()]))).toEqual(
      Object.fromEntries(unchained.map((name) => [name, columnsOf(name)])),
    );
  });

  it('go along with every insert, replacement and removal', async () => {
    const database = opened(join(temporaryFolder(), 'cab.db'));
    const writer = new SqliteProjectionWriter(database);
    const overrides = new SqliteSettingOverrides(database);
    const journal = new SqliteJournal(database);
    for (let sequence = 1; sequence <= 60; sequence += 1) {
      journal.append(anEntry(sequence));
      writer.orderChanged(sequence, anOrder('order', { lastReason: `change ${sequence}` }));
      writer.fillBooked(sequence, aFill(`t${sequence % 7}`));
      writer.equitySampled(sequence, anEquitySample(1000 * (sequence % 40), 10_000 + sequence));
      writer.noticeRaised(sequence, aNotice({ message: `lone \ud800 surrogate ${sequence}` }));
      writer.applied(sequence);
      if (sequence % 9 === 0) journal.flush();
    }
    await overrides.set({ key: 'A', value: '1', actor: 'api', timeMs: 1 });
    await overrides.set({ key: 'A', value: '2', actor: 'api', timeMs: 2 });
    await overrides.set({ key: 'B', value: '3', actor: 'api', timeMs: 3 });
    await overrides.remove('A');
    journal.flush();
    expect(damageOf(database)).toEqual([]);
    expect(database.integrity?.seal.tables['orders']?.rows).toBe(1);
    expect(database.integrity?.seal.tables['fills']?.rows).toBe(7);
    expect(database.integrity?.seal.tables['setting_overrides']?.rows).toBe(1);
    await writer.reset();
    expect(damageOf(database)).toEqual([]);
  });

  it('stay with what is committed when a commit fails', () => {
    const database = opened(join(temporaryFolder(), 'cab.db'));
    const writer = new SqliteProjectionWriter(database);
    writer.noticeRaised(1, aNotice());
    writer.applied(1);
    let isRefusing = true;
    database.enlist({
      hasPending: () => isRefusing,
      write: () => {
        if (isRefusing) throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
      },
      settled: () => undefined,
    });
    expect(() => database.commit()).toThrow(/disk/);
    expect(damageOf(database)).toEqual([]);
    isRefusing = false;
    database.commit();
    expect(damageOf(database)).toEqual([]);
    expect(database.integrity?.seal.tables['notices']?.rows).toBe(1);
  });
});
