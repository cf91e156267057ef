import { mkdtemp, open, readFile, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readColumns } from './cache/column-cache.ts';
import { type LoadCandlesOptions, loadCandles } from './load-candles.ts';

const T = Date.UTC(2024, 0, 1);
const HEADER = 'timestamp,open,high,low,close,volume\n';
const rows = (count: number, volume: number) =>
  Array.from({ length: count }, (_, i) => `${T + i * 60_000},10,12,9,11,${volume}\n`).join('');

let folder: string;
let file: string;
let cacheDir: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'load-'));
  file = path.join(folder, 'btc_1m.csv');
  cacheDir = path.join(folder, 'cache');
  await writeFile(file, HEADER + rows(1000, 5) + `${T + 2000 * 60_000},10,12,9,11,5\n`);
});
afterEach(() => rm(folder, { recursive: true }));

async function load(options: LoadCandlesOptions = {}) {
  let isRead = false;
  const result = await loadCandles(file, { cacheDir, onProgress: () => (isRead = true), ...options });
  if (!result.ok) throw new Error(result.error.message);
  return { value: result.value, isRead };
}

async function cacheFile(): Promise<string> {
  const [name = ''] = await readdir(cacheDir);
  return path.join(cacheDir, name);
}

describe('loadCandles', () => {
  it('reads the file once, then the cache, with the same result', async () => {
    const first = await load();
    const second = await load();
    expect([first.isRead, second.isRead]).toEqual([true, false]);
    expect(second.value).toEqual(first.value);
    expect(second.value.gaps).toEqual([{ afterMs: T + 999 * 60_000, missing: 1000 }]);
    expect(second.value).toMatchObject({ timeframe: '1m', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('leaves nothing but the cache in its folder', async () => {
    await load();
    expect(await readdir(cacheDir)).toEqual([expect.stringMatching(/^btc_1m\.csv\.[0-9a-f]{16}\.columns$/)]);
  });

  it('lays cached columns over one buffer, shared on request', async () => {
    await load();
    const { value, isRead } = await load({ shared: true });
    expect(isRead).toBe(false);
    expect(value.columns.open.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(value.columns.open.buffer === value.columns.volume.buffer).toBe(true);
    expect((await load()).value.columns.open.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('reads the file again when its size, its time or its bytes have changed', async () => {
    await load();
    await writeFile(file, HEADER + rows(1002, 5));
    expect((await load()).value.columns.length).toBe(1002);
    await utimes(file, 1, 1);
    expect((await load()).isRead).toBe(true);
    expect((await load()).isRead).toBe(false);
    await writeFile(file, HEADER + rows(1002, 6));
    await utimes(file, 1, 1);
    expect((await load()).value.columns.volume[1001]).toBe(6);
  });

  it('rebuilds a cache that was cut, extended or changed in any single byte', async () => {
    const { value } = await load();
    const cache = await cacheFile();
    const whole = await readFile(cache);
    await truncate(cache, whole.length - 8);
    expect((await load()).isRead).toBe(true);
    expect((await readFile(cache)).equals(whole)).toBe(true);
    await writeFile(cache, Buffer.concat([whole, Buffer.alloc(48)]));
    expect((await load()).isRead).toBe(true);
    for (const at of [0, 9, 12, 17, 25, 40, 70, 100, 130, 255, 256, 20_000, whole.length - 1]) {
      const handle = await open(cache, 'r+');
      await handle.write(Uint8Array.of((whole[at] ?? 0) ^ 1), 0, 1, at);
      await handle.close();
      const again = await load();
      expect([at, again.isRead]).toEqual([at, true]);
      expect(again.value.columns).toEqual(value.columns);
    }
  });

  it('says why a cache cannot be used', async () => {
    await load();
    const cache = await cacheFile();
    expect(await readColumns(path.join(cacheDir, 'none'))).toEqual({ ok: false, error: 'absent' });
    expect(await readColumns(cache, { accepts: () => false })).toEqual({ ok: false, error: 'outdated' });
    await writeFile(cache, 'short');
    expect(await readColumns(cache)).toEqual({ ok: false, error: 'damaged' });
  });

  it('keeps repaired and refused readings of one file apart', async () => {
    await writeFile(file, `${HEADER}${T + 60_000},10,12,9,11,5\n${T},10,12,9,11,5\n`);
    const repaired = await load({ repair: ['sort'] });
    expect(repaired.value.repaired).toEqual({ sortedRows: 1, droppedRows: 0 });
    expect((await load({ repair: ['sort'] })).value).toEqual(repaired.value);
    expect(await loadCandles(file, { cacheDir })).toMatchObject({ ok: false, error: { code: 'badRows' } });
  });

  it('gives the candles even where no cache can be written', async () => {
    const blocked = path.join(folder, 'blocked');
    await writeFile(blocked, '');
    const problems: string[] = [];
    const { value } = await load({ cacheDir: blocked, onCacheProblem: (message) => problems.push(message) });
    expect(value.columns.length).toBe(1001);
    expect(problems).toEqual([expect.stringMatching(/cache not written/)]);
  });

  it('caches nothing of a broken file and passes its error on', async () => {
    await writeFile(file, `${HEADER}x\n`);
    expect(await loadCandles(file, { cacheDir })).toMatchObject({ ok: false, error: { code: 'badRows' } });
    expect(await stat(cacheDir).catch(() => 'absent')).toBe('absent');
    expect(await loadCandles(`${file}x`, { cacheDir })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });
});
