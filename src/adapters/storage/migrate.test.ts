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

  it('keeps the fills of a database that knew one side of a trade only', () => {
    const connection = new Sqlite(':memory:');
    migrate(connection, 'x', MIGRATIONS.slice(0, 6));
    connection.exec(`INSERT INTO fills VALUES
      ('gateio', 0, 't1', 7, 'run-1', 2, 'buy', '100.5', '0.25', '0.001', 'BTC', 'taker', NULL, 1000),
      ('gateio', 0, 't2', 9, 'run-2', 2, 'sell', '101.5', '0.25', '0.01', 'USDT', 'maker', '0.2', 2000)`);
    const before = connection.prepare('SELECT * FROM fills ORDER BY trade_id').all();
    migrate(connection, 'x', MIGRATIONS);
    expect(connection.prepare('SELECT * FROM fills ORDER BY trade_id').all()).toEqual(before);
    const again =
      "VALUES ('gateio', 0, 't1', 8, 'run-3', 3, 'sell', '100.5', '0.25', '0', 'USDT', 'maker', NULL, 1000)";
    connection.exec(`INSERT INTO fills ${again}`);
    expect(() => connection.exec(`INSERT INTO fills ${again}`)).toThrow(/UNIQUE/);
  });
});
