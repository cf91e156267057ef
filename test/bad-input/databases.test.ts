/** Databases that cannot be used: each said by the program itself, with what to do and the exit code that tells the cause. */
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import {
  bindReadOnly,
  mountProblem,
  mountedFolder,
  remountReadOnly,
} from '../../src/adapters/storage/testing/mounted-folder.ts';
import { openDatabase } from '../../src/adapters/storage/index.ts';
import { toCsv, walk } from '../support/synthetic-candles.ts';
import { botsOf, cab, startCab, workFolder } from '../black-box/cab-process.ts';

const why = mountProblem === undefined ? '' : ` (skipped: ${mountProblem})`;
const MARKET = ['--symbol', 'BTC/USDT', '--timeframe', '1m', '--strategy', 'ema-cross', '--lookback', '50'];

function runLine(folder: string, database: string): string[] {
  writeFileSync(join(folder, 'candles.csv'), toCsv(walk({ seed: 3, count: 400 })));
  return [
    'run',
    '--replay',
    'candles.csv',
    ...MARKET,
    '--speed',
    'full',
    '--exit-when-done',
    '--port',
    '0',
    '--db',
    database,
  ];
}

/** An up-to-date database without entries. */
function emptyDatabase(path: string): void {
  const opened = openDatabase(path);
  if (!opened.ok) throw opened.error;
  opened.value.close();
}

async function expectRefusal(folder: string, path: string, code: number, message: RegExp): Promise<void> {
  const ending = await cab(folder, runLine(folder, path));
  expect(ending).toMatchObject({ code, signal: null });
  expect(ending.stderr).toMatch(message);
  expect(ending.stderr).toContain(path);
  expect(ending.stderr).not.toMatch(/\n\s+at .*\(/);
}

describe('cab run on a database that cannot be used', () => {
  it('refuses a web page that was saved as one, and leaves it as it is', async () => {
    const folder = workFolder();
    const path = join(folder, 'bot.db');
    writeFileSync(path, '<!doctype html><html><body>not found</body></html>');
    await expectRefusal(folder, path, 78, /not a database of this program/);
    expect(readFileSync(path, 'utf8')).toContain('<!doctype html>');
  });

  it('refuses a folder', async () => {
    const folder = workFolder();
    const path = join(folder, 'bot.db');
    mkdirSync(path);
    await expectRefusal(folder, path, 78, /it is a folder; a file in it would be/);
    expect(readdirSync(path)).toEqual([]);
  });

  it('refuses the schema of a newer version', async () => {
    const folder = workFolder();
    const path = join(folder, 'bot.db');
    emptyDatabase(path);
    const connection = new Sqlite(path);
    connection.pragma('user_version = 99');
    connection.close();
    await expectRefusal(folder, path, 78, /newer version .*schema version 99/);
  });

  it('refuses a damaged file and says how to put a backup in its place', async () => {
    const folder = workFolder();
    const path = join(folder, 'bot.db');
    expect(await cab(folder, runLine(folder, path))).toMatchObject({ code: 0 });
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(16_384, 0xa5), 0, 16_384, 5 * 4096);
    closeSync(file);
    await expectRefusal(folder, path, 78, /it is damaged\. .*backup.*mv /s);
  });

  it('refuses a second bot on the same file and names the process that has it', async () => {
    const folder = workFolder();
    const path = join(folder, 'bot.db');
    const line = ['run', '--port', '0', '--strategy', 'ema-cross', '--db', path];
    const first = startCab(folder, line);
    expect(await first.hasSaid('run started')).toBe(true);
    const second = await cab(folder, line);
    expect(second.code).toBe(75);
    expect(second.stderr).toMatch(new RegExp(`held by process ${botsOf(first)[0]}\\b`));
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0 });
    // Its lock went with it.
    const third = startCab(folder, line);
    expect(await third.hasSaid('run started')).toBe(true);
    third.child.kill('SIGTERM');
    expect(await third.ended).toMatchObject({ code: 0 });
  });
});

describe.skipIf(mountProblem !== undefined)(`cab run where it may not write${why}`, () => {
  it('refuses a read-only file', async () => {
    const folder = workFolder();
    const path = join(folder, 'bot.db');
    emptyDatabase(path);
    bindReadOnly(path);
    await expectRefusal(folder, path, 74, /cannot be opened or not be written\. Check the owner/);
  });

  it('refuses a read-only folder', async () => {
    const folder = workFolder();
    const disk = mountedFolder('4m');
    const path = join(disk, 'bot.db');
    emptyDatabase(path);
    remountReadOnly(disk);
    await expectRefusal(folder, path, 74, /cannot be opened or not be written/);
  });
});

const isRoot = process.getuid?.() === 0;

describe.skipIf(isRoot)(`cab run as an ordinary user${isRoot ? ' (skipped: root may write everywhere)' : ''}`, () => {
  it('refuses a file without write permission', async () => {
    const folder = workFolder();
    const path = join(folder, 'bot.db');
    emptyDatabase(path);
    chmodSync(path, 0o444);
    await expectRefusal(folder, path, 74, /cannot be opened or not be written/);
  });
});
