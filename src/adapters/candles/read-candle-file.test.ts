import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReadCandleFileOptions, ReadProgress } from './files/candle-file.ts';
import { pathFailure } from './files/path-failure.ts';
import { readCandleFile } from './read-candle-file.ts';

const T = Date.UTC(2024, 0, 1);
const HOUR = 3_600_000;
const HEADER = 'timestamp,open,high,low,close,volume\n';
const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `${T + (from + i) * HOUR},10,12,9,11,${from + i}\n`).join('');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'candles-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

async function errorOf(file: string, options?: ReadCandleFileOptions) {
  const read = await readCandleFile(file, options);
  if (read.ok) throw new Error('an error was expected');
  return read.error;
}

describe('readCandleFile', () => {
  it('reads plain and gzip alike, by what is in the file and not by its name', async () => {
    const text = HEADER + rows(0, 5000);
    const plain = await readCandleFile(await write('plain.csv.gz', text));
    const packed = await readCandleFile(await write('packed.csv', gzipSync(text)));
    const inTwo = Buffer.concat([gzipSync(text.slice(0, 1000)), gzipSync(text.slice(1000))]);
    const members = await readCandleFile(await write('members.csv', inTwo));
    expect(plain.ok && plain.value.columns.length).toBe(5000);
    expect(plain.ok && plain.value.columns.volume[4999]).toBe(4999);
    expect(packed.ok && packed.value.columns).toEqual(plain.ok && plain.value.columns);
    expect(members.ok && members.value.columns).toEqual(plain.ok && plain.value.columns);
  });

  it('tells the timeframe by the most common spacing, and where candles are missing', async () => {
    const file = await write('gaps.csv', HEADER + rows(0, 10) + rows(12, 20) + rows(21, 30));
    const read = await readCandleFile(file);
    expect(read).toMatchObject({
      ok: true,
      value: {
        path: file,
        intervalMs: HOUR,
        timeframe: '1h',
        gaps: [
          { afterMs: T + 9 * HOUR, missing: 2 },
          { afterMs: T + 19 * HOUR, missing: 1 },
        ],
        repaired: { sortedRows: 0, droppedRows: 0 },
      },
    });
  });

  it('has no timeframe for one candle, and none for a spacing that nobody trades', async () => {
    const one = await readCandleFile(await write('one.csv', HEADER + rows(0, 1)));
    expect(one.ok && 'timeframe' in one.value).toBe(false);
    expect(one.ok && one.value.gaps).toEqual([]);
    const odd = await readCandleFile(await write('odd.csv', `${HEADER}${T},1,1,1,1,1\n${T + 7000},1,1,1,1,1\n`));
    expect(odd.ok && [odd.value.intervalMs, 'timeframe' in odd.value]).toEqual([7000, false]);
  });

  it('hashes the bytes on disk', async () => {
    const bytes = gzipSync(HEADER + rows(0, 100));
    const read = await readCandleFile(await write('hash.csv.gz', bytes), { sha256: true });
    expect(read.ok && read.value.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('reports progress up to the size of the file', async () => {
    const text = HEADER + rows(0, 60_000);
    const seen: ReadProgress[] = [];
    await readCandleFile(await write('progress.csv', text), { onProgress: (progress) => seen.push(progress) });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)).toEqual({ bytesRead: text.length, bytesTotal: text.length });
    expect(seen.map((progress) => progress.bytesRead)).toEqual(seen.map((p) => p.bytesRead).toSorted((a, b) => a - b));
  });

  it('lays the columns over one shared buffer when asked to', async () => {
    const read = await readCandleFile(await write('shared.csv', HEADER + rows(0, 10)), { shared: true });
    expect(read.ok && read.value.columns.close.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(read.ok && read.value.columns.open.buffer === read.value.columns.volume.buffer).toBe(true);
  });

  it('names file and line of broken rows, in gzip as well', async () => {
    const file = await write('broken.csv.gz', gzipSync(`${HEADER + rows(0, 50_000)}x,10,12,9,11,5\n`));
    const error = await errorOf(file);
    expect(error.message).toContain(`${file}:50002: timestamp: "x" is not a time`);
  });
});

describe('gzip that must not be trusted', () => {
  it('refuses what unpacks to far more than its size, before the memory is gone', async () => {
    const blanks = Buffer.alloc(80 * 2 ** 20, '\n');
    const file = await write('bomb.csv.gz', gzipSync(Buffer.concat([Buffer.from(HEADER + rows(0, 1)), blanks])));
    global.gc?.();
    const before = process.memoryUsage().rss;
    const error = await errorOf(file);
    expect(error).toMatchObject({ code: 'gzipBomb', path: file });
    expect(error.message).toMatch(/0\.0\d MB unpack to 64 MB and more; at most 200 times its size is allowed/);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
  });

  it('refuses what unpacks to more than the limit', async () => {
    const file = await write('large.csv.gz', gzipSync(HEADER + rows(0, 40_000)));
    const error = await errorOf(file, { maxUnpackedBytes: 2 ** 20 });
    expect(error.code).toBe('gzipBomb');
    expect(error.message).toMatch(/at most 1\.00 MB is allowed/);
    expect((await readCandleFile(file, { maxUnpackedBytes: 2 ** 22 })).ok).toBe(true);
  });

  it('takes dense files as they are while they are small', async () => {
    const file = await write('dense.csv.gz', gzipSync(HEADER + rows(0, 100) + '\n'.repeat(2 ** 20)));
    expect((await readCandleFile(file)).ok).toBe(true);
    expect((await errorOf(file, { ratioGraceBytes: 2 ** 18 })).code).toBe('gzipBomb');
  });

  it('says that a file is cut off, at whatever byte', async () => {
    const whole = gzipSync(HEADER + rows(0, 20_000));
    for (const length of [11, 200, whole.length >> 1, whole.length - 1]) {
      const error = await errorOf(await write('cut.csv.gz', whole.subarray(0, length)));
      expect([length, error.code]).toEqual([length, 'gzipTruncated']);
    }
  });

  it('says that a file is damaged', async () => {
    const bytes = gzipSync(HEADER + rows(0, 20_000));
    bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 50);
    expect((await errorOf(await write('damaged.csv.gz', bytes))).code).toBe('gzipDamaged');
  });

  it('refuses binary data, prose and gzip inside gzip', async () => {
    expect((await errorOf(await write('zeros.gz', gzipSync(Buffer.alloc(1000))))).code).toBe('binary');
    expect((await errorOf(await write('prose.gz', gzipSync('Dear diary')))).code).toBe('noHeader');
    expect((await errorOf(await write('twice.gz', gzipSync(gzipSync(HEADER))))).code).toBe('otherFormat');
    expect((await errorOf(await write('nothing.gz', gzipSync('')))).code).toBe('empty');
  });
});

describe('paths that are no candle file', () => {
  it('suggests files with a name like it', async () => {
    const file = await write('btc_1h.csv', HEADER + rows(0, 2));
    const error = await errorOf(path.join(folder, 'btc_1hr.csv'));
    expect(error).toMatchObject({ code: 'notFound', nearby: [file] });
    expect(error.message).toContain(`did you mean ${file}?`);
  });

  it('says that the folder is missing, or that nothing is like it', async () => {
    expect((await errorOf(path.join(folder, 'no', 'x.csv'))).message).toMatch(/there is no folder/);
    expect((await errorOf(path.join(folder, 'completely-different-name.json'))).message).toMatch(/nothing in/);
  });

  it('offers the files of a directory', async () => {
    const inner = path.join(folder, 'inner');
    await mkdir(inner);
    expect((await errorOf(inner)).message).toMatch(/is a directory; it holds no CSV file/);
    await appendFile(path.join(inner, 'eth.csv.gz'), '');
    expect(await errorOf(inner)).toMatchObject({
      code: 'isDirectory',
      message: expect.stringMatching(/such as eth\.csv\.gz/),
    });
  });

  it('refuses devices and empty files', async () => {
    expect((await errorOf('/dev/null')).code).toBe('notAFile');
    expect((await errorOf(await write('empty.csv', ''))).code).toBe('empty');
  });

  it('tells missing permission and other trouble apart', async () => {
    const denied = await pathFailure('a.csv', Object.assign(new Error('EACCES'), { code: 'EACCES' }));
    expect(denied).toMatchObject({
      code: 'noPermission',
      message: expect.stringMatching(/^a\.csv: no permission.*chmod/),
    });
    const broken = await pathFailure('a.csv', Object.assign(new Error('EIO: disk'), { code: 'EIO' }));
    expect(broken).toMatchObject({ code: 'unreadable', message: 'a.csv: cannot be read: EIO: disk' });
  });
});
