import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toCsv, walk } from '../../../test/support/synthetic-candles.ts';
import { loadCandleFiles, settingsFromFileNames } from './candle-files.ts';
import { paperSettings, temporaryFolder, writeCandles } from '../paper/testing/paper-bench.ts';

describe('settingsFromFileNames', () => {
  it.each([
    [['data/BTCUSDT-1h.csv'], { SYMBOLS: 'BTC/USDT', TIMEFRAME: '1h' }],
    [['BTC_USDT_5m.csv', 'ETH_USDT_5m.csv.gz'], { SYMBOLS: 'BTC/USDT,ETH/USDT', TIMEFRAME: '5m' }],
    [['prices.csv'], {}],
    [['BTCUSDT-1h.csv', 'prices.csv'], { TIMEFRAME: '1h' }],
  ])('%j suggests %j', (paths, settings) => {
    expect(settingsFromFileNames(paths)).toEqual(settings);
  });
});

describe('loadCandleFiles', () => {
  it('loads one file per symbol, in the order of SYMBOLS', async () => {
    const folder = temporaryFolder();
    const paths = [writeCandles(folder, 40, 'a.csv'), writeCandles(folder, 30, 'b.csv')];
    const shares: number[] = [];
    const settings = paperSettings(folder, { SYMBOLS: 'BTC/USDT,ETH/USDT' });
    const loaded = await loadCandleFiles(paths, settings, (_path, share) => shares.push(share));
    expect(loaded.ok && loaded.value.map(({ instrument, columns }) => [instrument, columns.length])).toEqual([
      [0, 40],
      [1, 30],
    ]);
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  it('wants as many files as symbols', async () => {
    const folder = temporaryFolder();
    const path = writeCandles(folder, 40);
    const loaded = await loadCandleFiles([path, path], paperSettings(folder));
    expect(!loaded.ok && loaded.error).toEqual(['one candle file per symbol: SYMBOLS has 1 (BTC/USDT), files are 2']);
  });

  it('tells what is wrong with every file, not only with the first', async () => {
    const folder = temporaryFolder();
    const broken = join(folder, 'broken.csv');
    writeFileSync(broken, 'timestamp,open,high,low,close,volume\n1704067200000,1,1,1,nan,1\n');
    const hourly = join(folder, 'hourly.csv');
    writeFileSync(hourly, toCsv(walk({ seed: 1, count: 40, intervalMs: 3_600_000 })));
    mkdirSync(join(folder, 'folder'));
    const settings = paperSettings(folder, { SYMBOLS: 'A/USDT,B/USDT,C/USDT,D/USDT' });
    const loaded = await loadCandleFiles([broken, hourly, join(folder, 'folder'), join(folder, 'none.csv')], settings);
    expect(!loaded.ok && loaded.error).toEqual([
      expect.stringMatching(/broken\.csv.*2/s),
      `${hourly} holds 1h candles, but the timeframe is 1m; say --timeframe 1h`,
      expect.stringContaining('is a directory'),
      expect.stringContaining('not found'),
    ]);
  });

  it('reads the file again when it has changed, whatever the cache holds', async () => {
    const folder = temporaryFolder();
    const settings = paperSettings(folder);
    const path = writeCandles(folder, 40);
    await loadCandleFiles([path], settings);
    writeCandles(folder, 50);
    const loaded = await loadCandleFiles([path], settings);
    expect(loaded.ok && loaded.value[0]?.columns.length).toBe(50);
  });

  it('gives files to the symbols in their names', async () => {
    const folder = temporaryFolder();
    const paths = [writeCandles(folder, 40, 'ETHUSDT-1m.csv'), writeCandles(folder, 30, 'BTCUSDT-1m.csv')];
    const loaded = await loadCandleFiles(paths, paperSettings(folder, { SYMBOLS: 'BTC/USDT,ETH/USDT' }));
    expect(
      loaded.ok && loaded.value.map(({ instrument, path, columns }) => [instrument, path, columns.length]),
    ).toEqual([
      [0, paths[1], 30],
      [1, paths[0], 40],
    ]);
  });

  it.each([1, 1000])('refuses candles that are stamped %d ms before they end', async (beforeMs) => {
    const folder = temporaryFolder();
    const path = join(folder, 'late.csv');
    const rows = [1, 2, 3].map((minute) => `${1_704_067_200_000 + minute * 60_000 - beforeMs},1,1,1,1,1`);
    writeFileSync(path, `timestamp_ms,open,high,low,close,volume\n${rows.join('\n')}\n`);
    const loaded = await loadCandleFiles([path], paperSettings(folder));
    expect(!loaded.ok && loaded.error).toEqual([
      expect.stringMatching(
        /late\.csv is stamped with the ends .* write when candles open, here 2024-01-01T00:00:00\.000Z/,
      ),
    ]);
  });
});
