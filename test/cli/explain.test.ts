import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { aCandleFile, aFolder, cab, documentOf } from './cab.ts';

const OWN = fileURLToPath(new URL('../../examples/own-strategy.ts', import.meta.url));
const CROSS = ['--strategy', 'ema-cross', '--params', 'fast=5,slow=20'];

/** A folder whose database holds a finished run, and the candle of its latest buy. */
async function recorded() {
  const folder = aFolder();
  const file = aCandleFile(folder);
  const ran = await cab(folder, [
    'run',
    '--replay',
    file,
    ...CROSS,
    '--lookback',
    '50',
    '--speed',
    'full',
    '--exit-when-done',
  ]);
  expect(ran.code).toBe(0);
  const { stdout } = await cab(folder, ['export', 'decisions', '--json']);
  const rows = JSON.parse(stdout) as { readonly action: string; readonly candle_open_time: string }[];
  return { folder, candle: rows.find(({ action }) => action === 'buy')?.candle_open_time ?? 'none' };
}

describe.concurrent('cab explain', () => {
  it('shows what was recorded beside what this version decides', async () => {
    const { folder, candle } = await recorded();
    const told = await cab(folder, ['explain', candle, '--json']);
    expect(told.code).toBe(0);
    expect(documentOf(told)).toMatchObject({
      strategy: 'ema-cross',
      recorded: { by: { version: '0.1.0' }, action: 'buy', reason: 'fast crossed above slow' },
      recomputed: { action: 'buy' },
      differences: [],
    });
    const shown = await cab(folder, ['explain', candle.replace('T', ' ').replace(/:00\.000Z$/, '')]);
    expect(shown.stdout).toContain('fast crossed above slow');
    expect(shown.stdout).toContain('equal: this version decides the same');
  });

  it('shows what stands in the tables where the strategy is gone, and says so', async () => {
    const folder = aFolder();
    copyFileSync(OWN, join(folder, 'mine.ts'));
    const file = aCandleFile(folder);
    await cab(folder, [
      'run',
      '--replay',
      file,
      '--strategy',
      './mine.ts',
      '--params',
      'trend=50',
      '--speed',
      'full',
      '--exit-when-done',
    ]);
    rmSync(join(folder, 'mine.ts'));
    const told = await cab(folder, ['explain', '2024-01-16T00:00Z', '--json']);
    expect(documentOf(told)).toMatchObject({
      recomputed: null,
      whyNot: expect.stringContaining('mine.ts does not exist'),
    });
  });

  it('says what is wrong with a time, and which candle was not told', async () => {
    const { folder } = await recorded();
    const [wrong, early] = await Promise.all([
      cab(folder, ['explain', 'soon']),
      cab(folder, ['explain', '2020-01-01']),
    ]);
    expect(wrong).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('such as 2026-01-31T10:00Z, it is "soon"'),
    });
    expect(early).toMatchObject({ code: 64, stderr: expect.stringContaining('lane 0 was told no candle') });
  });

  it('does not say that a backtest held: its journal has commands alone', async () => {
    const folder = aFolder();
    const file = aCandleFile(folder);
    await cab(folder, ['backtest', file, ...CROSS, '--journal', 'bt.journal']);
    const told = await cab(folder, ['explain', '2024-01-16T00:00Z', '--db', 'bt.journal']);
    expect(told).toMatchObject({ code: 78, stderr: expect.stringContaining('does not hold what was decided') });
  });
});

describe.concurrent('cab replay --differences', () => {
  it('says for each lane that nothing differs, or what differs first under other settings', async () => {
    const { folder } = await recorded();
    const same = await cab(folder, ['replay', '--differences', ...CROSS]);
    expect(same).toMatchObject({
      code: 0,
      stdout: 'ema-cross on BTC/USDT: nothing is decided otherwise over 100 candles\n',
    });
    const other = await cab(folder, [
      'replay',
      '--differences',
      '--strategy',
      'ema-cross',
      '--params',
      'fast=8,slow=30',
      '--json',
    ]);
    expect(other.code).toBe(1);
    expect(documentOf(other)).toMatchObject({
      whyNot: null,
      lanes: [{ strategy: 'ema-cross', first: { by: { version: '0.1.0' }, differences: expect.any(Array) } }],
    });
  });

  it('refuses what would be another run, and takes what the run has', async () => {
    const { folder } = await recorded();
    const compare = (...options: string[]) => cab(folder, ['replay', '--differences', ...CROSS, ...options]);
    const [other, own] = await Promise.all([
      compare('--symbols', 'ETH/USDT', '--timeframe', '4h'),
      compare('--symbols', 'BTC/USDT', '--timeframe', '1h'),
    ]);
    expect(other.code).toBe(64);
    expect(other.stderr).toContain('SYMBOLS is ETH/USDT; the run in this database has BTC/USDT');
    expect(other.stderr).toContain('TIMEFRAME is 4h; the run in this database has 1h');
    expect(own.code).toBe(0);
  });

  it('compares a run whose record names a setting that this version does not know', async () => {
    const { folder } = await recorded();
    const connection = new Sqlite(join(folder, 'bot.db'));
    connection.exec(`UPDATE meta SET value = replace(value, '"SYMBOLS":', '"SETTING_OF_THEN":"1","SYMBOLS":')
      WHERE key = 'run'`);
    expect(connection.prepare("SELECT value FROM meta WHERE key = 'run'").pluck().get()).toContain('SETTING_OF_THEN');
    connection.close();
    const same = await cab(folder, ['replay', '--differences', ...CROSS]);
    expect(same).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing is decided otherwise') });
  });

  it('is what other settings are for: a record is replayed with its own', async () => {
    const told = await cab(aFolder(), ['replay', '--params', 'fast=8']);
    expect(told).toMatchObject({ code: 64, stderr: expect.stringContaining('--differences') });
  });
});
