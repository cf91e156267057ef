import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { SqliteAuditLog } from './sqlite-audit-log.ts';
import { opened } from './testing/opened.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

function anAuditedDatabase(): { readonly database: Database; readonly audit: SqliteAuditLog } {
  const database = opened(join(temporaryFolder(), 'cab.db'));
  const audit = new SqliteAuditLog(database);
  audit.append('telegram:7', 'stop', { reason: 'lunch', symbol: null }, 1000);
  audit.append('api', 'setTradingState', { state: 'active', force: true }, 2000);
  audit.append('cli', 'closePosition', { lane: 3 }, 3000);
  audit.append('cli', 'closeAll', {}, 4000);
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
  it('holds what was done, and by whom, over restarts', () => {
    const { database, audit } = anAuditedDatabase();
    expect(audit.verify()).toEqual({ ok: true, value: 4 });
    const again = new SqliteAuditLog(database);
    again.append('system', 'start', {}, 5000);
    expect(again.verify()).toEqual({ ok: true, value: 5 });
    expect(again.entries({ limit: 2, offset: 3 })).toEqual([
      expect.objectContaining({ sequence: 2, actor: 'api', detail: { force: true, state: 'active' }, timeMs: 2000 }),
      expect.objectContaining({ sequence: 1, actor: 'telegram:7', detail: { reason: 'lunch', symbol: null } }),
    ]);
  });

  it('is intact when empty', () => {
    const audit = new SqliteAuditLog(opened(join(temporaryFolder(), 'cab.db')));
    expect(audit.verify()).toEqual({ ok: true, value: 0 });
  });

  it('is durable at once, for other connections to see', () => {
    const { database } = anAuditedDatabase();
    const reader = new SqliteAuditLog(opened(database.path, { readonly: true }));
    expect(reader.entries().length).toBe(4);
    expect(reader.verify()).toEqual({ ok: true, value: 4 });
  });

  it('hashes a detail the same in whatever order it was put together', () => {
    const hashes = [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ].map((detail) => {
      const audit = new SqliteAuditLog(opened(join(temporaryFolder(), 'cab.db')));
      audit.append('cli', 'x', detail, 1);
      return audit.entries()[0]?.hash;
    });
    expect(hashes[0]).toBe(hashes[1]);
  });

  it.each(TAMPERINGS)('shows %s', (_name, sql, sequence) => {
    const { database, audit } = anAuditedDatabase();
    database.connection.exec(sql);
    const verdict = audit.verify();
    expect(verdict.ok ? undefined : verdict.error.sequence).toBe(sequence);
    expect(verdict.ok ? '' : verdict.error.message).toContain(`audit entry ${sequence} `);
  });
});
