import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { candleFiles } from '../adapters/candles/index.ts';
import { temporaryFolder } from '../adapters/storage/testing/temporary-folder.ts';
import type { Candle } from '../domain/index.ts';
import { MINUTE, aCandle } from '../../test/support/build.ts';
import { toCsv } from '../../test/support/synthetic-candles.ts';
import { checkCandleFiles } from './check-candle-files.ts';

function file(candles: readonly Candle[], name = 'a.csv'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, toCsv(candles));
  return path;
}

/** Minute candles that move a little, so that nothing is to be found. */
function candles(count: number): Candle[] {
  return Array.from({ length: count }, (_, index) => aCandle(index, { open: 100, close: 100 + (index % 3) / 100 }));
}

describe('checkCandleFiles', () => {
  it('finds nothing in sound candles, and tells how far each file was read', async () => {
    const path = file(candles(30));
    const shares: number[] = [];
    const checked = await checkCandleFiles({
      candleFiles,
      paths: [path],
      onProgress: (_path, share) => shares.push(share),
    });
    const firstMs = aCandle(0).openTimeMs;
    expect(checked).toEqual({
      ok: true,
      value: [{ path, rows: 30, timeframe: '1m', firstMs, lastMs: firstMs + 29 * MINUTE, findings: [] }],
    });
    expect(shares.at(-1)).toBe(1);
  });

  it('warns of gaps and jumps, with the first place', async () => {
    const rows = candles(30);
    const path = file([...rows.slice(0, 10), ...rows.slice(12, 20), aCandle(20, { close: 120 }), ...rows.slice(21)]);
    const checked = await checkCandleFiles({ candleFiles, paths: [path] });
    expect(checked.ok && checked.value[0]?.findings).toMatchObject([
      { severity: 'warning', code: 'gaps', count: 1, firstMs: aCandle(9).openTimeMs },
      { severity: 'warning', code: 'jumps', count: 2, firstMs: aCandle(20).openTimeMs },
    ]);
  });

  it('holds candles against the timeframe that is expected of them', async () => {
    const checked = await checkCandleFiles({ candleFiles, paths: [file(candles(30))], timeframe: '5m' });
    expect(checked.ok && checked.value[0]?.findings).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'offGrid', count: 24 }),
    );
  });

  it('asks for the timeframe where the spacing is that of none', async () => {
    const checked = await checkCandleFiles({ candleFiles, paths: [file(candles(1))] });
    expect(checked.ok && checked.value[0]?.findings).toEqual([
      { severity: 'error', code: 'unknownTimeframe', count: 1, detail: 'one candle alone; say --timeframe' },
    ]);
  });

  it('counts unreadable rows as errors of the file, and still tells of the others', async () => {
    const broken = join(temporaryFolder(), 'broken.csv');
    writeFileSync(broken, 'timestamp,open,high,low,close,volume\n1704067200000,1,1,1,nan,1\n1704067260000,1,x,1,1,1\n');
    const checked = await checkCandleFiles({ candleFiles, paths: [broken, file(candles(30))] });
    expect(checked.ok && checked.value.map(({ findings }) => findings)).toMatchObject([
      [{ severity: 'error', code: 'badRows', count: 2 }],
      [],
    ]);
  });

  it('fails with every file that is not there', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder'));
    const paths = [join(folder, 'none.csv'), join(folder, 'folder'), file(candles(3))];
    const checked = await checkCandleFiles({ candleFiles, paths });
    expect(!checked.ok && checked.error).toEqual([
      expect.stringContaining('none.csv'),
      expect.stringContaining('is a directory'),
    ]);
  });
});
