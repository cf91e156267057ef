import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkVersion, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';

const ONE = { version: 1, name: 'one', sql: 'CREATE TABLE one (id INTEGER PRIMARY KEY)' };
const TWO = { version: 2, name: 'two', sql: 'CREATE TABLE two (id INTEGER PRIMARY KEY)' };
const BROKEN = {
  version: 2,
  name: 'two',
  sql: 'CREATE TABLE two (id INTEGER PRIMARY KEY); INSERT INTO nowhere VALUES (1)',
};

function tables(connection: Sqlite.Database): unknown[] {
  return connection.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`).pluck().all();
}

describe('migrate', () => {
  it('numbers its steps 1, 2, 3 …', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  it('runs what is missing, once', () => {
    const connection = new Sqlite(':memory:');
    expect(migrate(connection, 'x', [ONE])).toBe(1);
    expect(migrate(connection, 'x', [ONE, TWO])).toBe(1);
    expect(migrate(connection, 'x', [ONE, TWO])).toBe(0);
    expect(tables(connection)).toEqual(['one', 'two']);
  });

  it('takes back a step that fails and keeps those before it', () => {
    const connection = new Sqlite(':memory:');
    expect(() => migrate(connection, 'x', [ONE, BROKEN])).toThrow(/nowhere/);
    expect(tables(connection)).toEqual(['one']);
    expect(checkVersion(connection, 'x', [ONE])).toBe(1);
    expect(migrate(connection, 'x', [ONE, TWO])).toBe(1);
  });

  it('refuses a list with a gap', () => {
    expect(() => migrate(new Sqlite(':memory:'), 'x', [TWO])).toThrow(/numbered/);
  });
});
