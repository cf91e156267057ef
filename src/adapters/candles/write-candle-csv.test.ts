import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandleColumns } from '../../domain/market/candle.ts';
import { COLUMN_NAMES, allocateColumns } from './allocate-columns.ts';
import { readColumns, writeColumns } from './cache/column-cache.ts';
import { readCandleFile } from './read-candle-file.ts';
import { writeCandleCsv } from './write-candle-csv.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'write-'));
});
afterAll(() => rm(folder, { recursive: true }));

const price = fc.double({ min: 1e-12, max: 1e15, noNaN: true });
const candle = fc
  .tuple(price, price, price, price, fc.double({ min: 0, max: 1e21, noNaN: true }), fc.integer({ min: 1, max: 1e9 }))
  .map(([a, b, c, d, volume, step]) => ({ prices: [a, b, c, d].sort((x, y) => x - y), volume: volume + 0, step }));

const someCandles = fc.array(candle, { minLength: 1, maxLength: 60 }).map((rows): CandleColumns => {
  const columns = allocateColumns(rows.length, false);
  let timeMs = 0;
  for (const [index, { prices, volume, step }] of rows.entries()) {
    const [low = 0, open = 0, close = 0, high = 0] = prices;
    timeMs += step;
    for (const [name, value] of Object.entries({ openTimeMs: timeMs, open, high, low, close, volume })) {
      columns[name as (typeof COLUMN_NAMES)[number]][index] = value;
    }
  }
  return columns;
});

function bytesOf(column: Float64Array): Buffer {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}

function sameBits(first: CandleColumns, second: CandleColumns): boolean {
  return (
    first.length === second.length && COLUMN_NAMES.every((name) => bytesOf(first[name]).equals(bytesOf(second[name])))
  );
}

describe('writeCandleCsv', () => {
  it('writes what reads back to the same bits', async () => {
    const file = path.join(folder, 'a.csv');
    await fc.assert(
      fc.asyncProperty(someCandles, async (columns) => {
        await writeCandleCsv(columns, file);
        const read = await readCandleFile(file);
        expect(read.ok ? '' : read.error.message).toBe('');
        expect(read.ok && sameBits(read.value.columns, columns)).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(await readdir(folder)).toEqual(['a.csv']);
  });

  it('writes more rows than one write takes', async () => {
    const columns = allocateColumns(20_001, false);
    for (const name of COLUMN_NAMES) columns[name].forEach((_, index) => (columns[name][index] = index + 1));
    const file = path.join(folder, 'deep', 'many.csv');
    await writeCandleCsv(columns, file);
    const lines = (await readFile(file, 'utf8')).split('\n');
    expect([lines.length, lines[1], lines[20_001]]).toEqual([
      20_003,
      '1,1,1,1,1,1',
      '20001,20001,20001,20001,20001,20001',
    ]);
  });
});

describe('writeColumns', () => {
  const source = {
    size: 1,
    mtimeMs: 2.5,
    fingerprint: 'ab'.repeat(32),
    sha256: 'cd'.repeat(32),
    sortedRows: 3,
    droppedRows: 4,
  };

  it('keeps every bit and where the columns came from', async () => {
    const file = path.join(folder, 'a.columns');
    await fc.assert(
      fc.asyncProperty(someCandles, fc.boolean(), async (columns, shared) => {
        await writeColumns(file, columns, source);
        const read = await readColumns(file, { shared });
        expect(read.ok && sameBits(read.value.columns, columns)).toBe(true);
        expect(read.ok && read.value.source).toMatchObject(source);
      }),
      { numRuns: 40 },
    );
  });
});
