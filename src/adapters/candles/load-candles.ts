import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Result } from '../../domain/result.ts';
import type { SourceIdentity } from './cache/cache-header.ts';
import type { CandleFileError } from '../../ports/candle-files.ts';
import type { CandleFile, ReadCandleFileOptions } from './files/candle-file.ts';
import { type CachedColumns, readColumns, writeColumns } from './cache/column-cache.ts';
import { describeCandles, readCandleFile } from './read-candle-file.ts';

/** How much of both ends of a file is looked at to tell that it is the one that was cached. */
const FINGERPRINT_BYTES = 64 * 1024;

export interface LoadCandlesOptions extends ReadCandleFileOptions {
  /** Folder for column caches, created when needed; absent: always read the file itself. */
  readonly cacheDir?: string;
  /** Told when a cache could not be written; the candles are there all the same. */
  readonly onCacheProblem?: (message: string) => void;
}

/** Like `readCandleFile`, but from the column cache when the file has not changed since; any other cache is rebuilt. */
export async function loadCandles(
  file: string,
  options: LoadCandlesOptions = {},
): Promise<Result<CandleFile, CandleFileError>> {
  const { cacheDir } = options;
  const before = cacheDir === undefined ? undefined : identify(file);
  if (cacheDir === undefined || !before) return readCandleFile(file, options);
  const cacheFile = cachePath(cacheDir, file, options);
  const cached = await readColumns(cacheFile, {
    shared: options.shared ?? false,
    accepts: (source) => isSame(source, before),
  });
  if (cached.ok) return { ok: true, value: fromCache(file, cached.value) };
  const read = await readCandleFile(file, { ...options, sha256: true });
  // A file that is still being written must not be cached under what it was before.
  const after = read.ok ? identify(file) : undefined;
  if (read.ok && after && isSame(before, after)) {
    const { columns, repaired, sha256 = '' } = read.value;
    await writeColumns(cacheFile, columns, { ...before, ...repaired, sha256 }).catch((error: unknown) =>
      options.onCacheProblem?.(
        `${cacheFile}: cache not written: ${error instanceof Error ? error.message : 'unknown'}`,
      ),
    );
  }
  return read;
}

type Identity = Pick<SourceIdentity, 'size' | 'mtimeMs' | 'fingerprint'>;

/**
 * `undefined` for what is not a readable file; reading it then says why. Synchronous: a few small reads that take
 * less time than handing them to another thread would.
 */
function identify(file: string): Identity | undefined {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return undefined;
    return { size: stats.size, mtimeMs: stats.mtimeMs, fingerprint: fingerprint(file, stats.size) };
  } catch {
    return undefined;
  }
}

function fingerprint(file: string, size: number): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = new Uint8Array(FINGERPRINT_BYTES);
    const hash = createHash('sha256');
    for (const position of [0, Math.max(0, size - FINGERPRINT_BYTES)]) {
      hash.update(bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, position)));
    }
    return hash.digest('hex');
  } finally {
    closeSync(descriptor);
  }
}

function isSame(first: Identity, second: Identity): boolean {
  return first.size === second.size && first.mtimeMs === second.mtimeMs && first.fingerprint === second.fingerprint;
}

/** Files of one name in several folders and different repairs of one file have caches of their own. */
function cachePath(cacheDir: string, file: string, options: ReadCandleFileOptions): string {
  const repair = [...(options.repair ?? [])].sort().join(',');
  const key = createHash('sha256')
    .update(`${path.resolve(file)}\0${repair}`)
    .digest('hex')
    .slice(0, 16);
  return path.join(cacheDir, `${path.basename(file)}.${key}.columns`);
}

function fromCache(path: string, { columns, source, spacing }: CachedColumns): CandleFile {
  const { sortedRows, droppedRows, sha256 } = source;
  return describeCandles({ columns, sortedRows, droppedRows }, { path, sha256, ...spacing });
}
