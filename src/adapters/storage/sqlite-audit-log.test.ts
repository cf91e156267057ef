import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { SqliteAuditLog } from './sqlite-audit-log.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { anEntry } from './testing/sample-entries.ts';
import { opened } from './testing/opened.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function anAuditedDatabase(): Promise<{ readonly database: Database; readonly audit: SqliteAuditLog }> {
  const database = opened(join(temporaryFolder(), 'cab.db'));
  const audit = new SqliteAuditLog(database);
  await audit.append('telegram:7', 'stop', { reason: 'lunch', symbol: null }, 1000);
  await audit.append('api', 'setTradingState', { state: 'active', force: true }, 2000);
  await audit.append('cli', 'closePosition', { lane: 3 }, 3000);
  await audit.append('cli', 'closeAll', {}, 4000);
  return { database, audit };
}

const TAMPERINGS: readonly (readonly [string, string, number])[] = [
  ['an actor changed', `UPDATE audit SET actor = 'api' WHERE sequence = 3`, 3],
  ['a detail changed', `UPDATE audit SET detail = '{"lane":4}' WHERE sequence = 3`, 3],
  ['a time changed', 'UPDATE audit SET time_ms = 1 WHERE sequence = 1', 1],
  ['a hash changed', `UPDATE audit SET hash = '${'a'.repeat(64)}' WHERE sequence = 2`, 2],
  ['an entry taken out', 'DELETE FROM audit WHERE sequence = 2', 2],
  [
    'an entry taken out and the rest moved up',
    `DELETE FROM audit WHERE sequence = 2; UPDATE audit SET sequence = 2 WHERE sequence = 3; UPDATE audit SET sequence = 3 WHERE sequence = 4`,
    2,
  ],
  ['the tail cut off', 'DELETE FROM audit WHERE sequence = 4', 4],
  ['everything deleted', 'DELETE FROM audit', 1],
];

describe('SqliteAuditLog', () => {
  it('holds what was done, and by whom, over restarts', async () => {
    const { database, audit } = await anAuditedDatabase();
    expect(await audit.verify()).toEqual({ ok: true, value: 4 });
    const again = new SqliteAuditLog(database);
    await again.append('system', 'start', {}, 5000);
    expect(await again.verify()).toEqual({ ok: true, value: 5 });
    expect(await again.entries({ limit: 2, offset: 3 })).toEqual([
      expect.objectContaining({ sequence: 2, actor: 'api', detail: { force: true, state: 'active' }, timeMs: 2000 }),
      expect.objectContaining({ sequence: 1, actor: 'telegram:7', detail: { reason: 'lunch', symbol: null } }),
    ]);
  });

  it('is intact when empty', async () => {
    const audit = new SqliteAuditLog(opened(join(temporaryFolder(), 'cab.db')));
    expect(await audit.verify()).toEqual({ ok: true, value: 0 });
  });

  it('goes with the commit of the journal, in one transaction', async () => {
    const database = opened(join(temporaryFolder(), 'cab.db'));
    const audit = new SqliteAuditLog(database);
    const journal = new SqliteJournal(database);
    const recorded = audit.append('api', 'stop', {}, 1);
    journal.append(anEntry(1));
    expect(await audit.entries()).toEqual([]);
    journal.flush();
    await recorded;
    expect((await audit.entries()).map(({ action }) => action)).toEqual(['stop']);
  });

  it('waits where the storage does not take it, and is durable once it does', async () => {
    const database = opened(join(temporaryFolder(), 'cab.db'));
    const audit = new SqliteAuditLog(database);
    database.connection.pragma('query_only = ON');
    const recorded = audit.append('api', 'stop', {}, 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(database.failure?.code).toBe('readOnly');
    database.connection.pragma('query_only = OFF');
    expect(await audit.entries()).toEqual([]);
    database.commit();
    await recorded;
    expect(await audit.verify()).toEqual({ ok: true, value: 1 });
  });

  it('is durable without a journal, for other connections to see', async () => {
    const { database } = await anAuditedDatabase();
    const reader = new SqliteAuditLog(opened(database.path, { readonly: true }));
    expect((await reader.entries()).length).toBe(4);
    expect(await reader.verify()).toEqual({ ok: true, value: 4 });
  });

  it('hashes a detail the same in whatever order it was put together', async () => {
    const details = [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ];
    const hashes = await Promise.all(
      details.map(async (detail) => {
        const audit = new SqliteAuditLog(opened(join(temporaryFolder(), 'cab.db')));
        await audit.append('cli', 'x', detail, 1);
        return (await audit.entries())[0]?.hash;
      }),
    );
    expect(hashes[0]).toBe(hashes[1]);
  });

  it.each(TAMPERINGS)('shows %s', async (_name, sql, sequence) => {
    const { database, audit } = await anAuditedDatabase();
    database.connection.exec(sql);
    const verdict = await audit.verify();
    expect(verdict.ok ? undefined : verdict.error.sequence).toBe(sequence);
    expect(verdict.ok ? '' : verdict.error.message).toContain(`audit entry ${sequence} `);
  });
});
