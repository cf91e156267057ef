/** Broken candle files: one clear message, exit code 65, and nothing written. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composeBacktest } from '../../src/main/backtest/compose-backtest.ts';
import { loadSettings } from '../../src/main/settings/index.ts';
import { toCsv, walk } from '../support/synthetic-candles.ts';
import { cab, workFolder } from '../black-box/cab-process.ts';
import { type BrokenFile, brokenFiles } from './broken-files.ts';

function written({ name, contents }: BrokenFile): { folder: string; path: string } {
  const folder = workFolder();
  const path = join(folder, name);
  writeFileSync(path, contents);
  return { folder, path };
}

function expectToName(text: string, path: string, { names }: BrokenFile): void {
  expect(text).toContain(path);
  for (const name of names) expect(text).toMatch(name);
  expect(text).not.toMatch(/\n\s+at .*\(/);
}

describe('a backtest', () => {
  it.each(brokenFiles)('of $name is refused and leaves no cache', async (file) => {
    const { folder, path } = written(file);
    const settings = loadSettings({ overrides: { MODE: 'backtest', TIMEFRAME: '1m', DATA_DIR: join(folder, 'data') } });
    if (!settings.ok) throw new Error(JSON.stringify(settings.error));
    const run = await composeBacktest({ settings: settings.value, files: [path], warmUpCandles: 0 });
    expect(run.ok).toBe(false);
    expectToName(run.ok ? '' : run.error.join('\n'), path, file);
    expect(readdirSync(folder)).toEqual([file.name]);
  });

  it('tells all problems of a file at once, the first twenty by line', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `${1_704_067_200_000 + i * 60_000},1,1,1,nan,-1`);
    const file = {
      name: 'many.csv',
      contents: `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`,
      names: [],
    };
    const { folder, path } = written(file);
    const settings = loadSettings({ overrides: { TIMEFRAME: '1m', DATA_DIR: join(folder, 'data') } });
    if (!settings.ok) throw new Error(JSON.stringify(settings.error));
    const run = await composeBacktest({ settings: settings.value, files: [path], warmUpCandles: 0 });
    const text = run.ok ? '' : run.error.join('\n');
    expect(text).toMatch(/(?:100|200) problems/);
    expect(text.split('many.csv:').length - 1).toBeGreaterThanOrEqual(20);
    expect(text.split('\n').length).toBeLessThan(30);
  });
});

describe('cab backtest', () => {
  const SOME = new Set(['nan.csv', 'unsorted.csv', 'binary.csv', 'cut-off.csv.gz', 'bomb.csv.gz']);

  it.each(brokenFiles.filter(({ name }) => SOME.has(name)))(
    'of $name exits with 65 and writes nothing',
    async (file) => {
      const { folder, path } = written(file);
      const outputs = ['--out-json', 'out.json', '--out-svg', 'out.svg', '--export-trades', 'trades.csv'];
      const line = ['backtest', path, '--symbol', 'BTC/USDT', '--timeframe', '1m', ...outputs];
      const { code, stdout, stderr } = await cab(folder, line);
      expect(code).toBe(65);
      expect(stdout).toBe('');
      expectToName(stderr, path, file);
      expect(readdirSync(folder)).toEqual([file.name]);
    },
  );

  it('says the same as one JSON document when asked', async () => {
    const file = brokenFiles.find(({ name }) => name === 'nan.csv') as BrokenFile;
    const { folder, path } = written(file);
    const { code, stdout } = await cab(folder, [
      'backtest',
      path,
      '--symbol',
      'BTC/USDT',
      '--timeframe',
      '1m',
      '--json',
    ]);
    expect(code).toBe(65);
    const { error } = JSON.parse(stdout) as { error: { kind: string; exitCode: number; problems: string[] } };
    expect(error).toMatchObject({ kind: 'input', exitCode: 65 });
    expectToName(error.problems.join('\n'), path, file);
  });

  it('leaves an earlier recording alone when the candles are wrong', async () => {
    const file = brokenFiles.find(({ name }) => name === 'nan.csv') as BrokenFile;
    const { folder, path } = written(file);
    writeFileSync(join(folder, 'healthy.csv'), toCsv(walk({ seed: 1, count: 400 })));
    const market = ['--symbol', 'BTC/USDT', '--timeframe', '1m', '--journal', 'run.db'];
    expect(await cab(folder, ['backtest', 'healthy.csv', ...market])).toMatchObject({ code: 0 });
    const before = readFileSync(join(folder, 'run.db'));
    expect(await cab(folder, ['backtest', path, ...market])).toMatchObject({ code: 65 });
    expect(readFileSync(join(folder, 'run.db')).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('draft'))).toEqual([]);
  });
});
