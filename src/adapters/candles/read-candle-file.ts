import { open, stat } from 'node:fs/promises';
import { type Result, err, ok } from '../../domain/result.ts';
import { timeframeOf } from '../../domain/market/timeframe.ts';
import { SourceFailure, openByteSource } from './files/byte-source.ts';
import type { CandleFileError } from '../../ports/candle-files.ts';
import type { CandleFile, ReadCandleFileOptions } from './files/candle-file.ts';
import { type CandleRows, CandleText } from './csv/candle-text.ts';
import { fileKind } from './files/file-kind.ts';
import { isDirectory, pathFailure } from './files/path-failure.ts';
import { type Spacing, spacingOf } from './spacing.ts';

const MAGIC_BYTES = 512;
/** Text packs to between a half and a fifth of its size. */
const GUESSED_RATIO = 3;

/**
 * Reads candles from a plain or gzip CSV file, told apart by its first bytes. Either every row is taken, or the error
 * says of each row that was not what is wrong with it; nothing is dropped that `repair` does not name.
 */
export async function readCandleFile(
  path: string,
  options: ReadCandleFileOptions = {},
): Promise<Result<CandleFile, CandleFileError>> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return err(await isDirectory(path));
    if (!stats.isFile()) return err({ code: 'notAFile', path, message: `${path}: is a device or pipe, not a file` });
    return await readFile(path, stats.size, options);
  } catch (error) {
    if (error instanceof SourceFailure) return err({ code: error.code, path, message: `${path}: ${error.message}` });
    if (error instanceof RangeError) {
      return err({
        code: 'tooManyRows',
        path,
        message: `${path}: does not fit into memory (${error.message}); split it`,
      });
    }
    return err(await pathFailure(path, error));
  }
}

/** Joins what is known of a file; the timeframe follows from the spacing. */
export function describeCandles(rows: CandleRows, file: Pick<CandleFile, 'path' | 'sha256'> & Spacing): CandleFile {
  const { columns, sortedRows, droppedRows } = rows;
  const { intervalMs } = file;
  const timeframe = intervalMs === undefined ? undefined : timeframeOf(intervalMs);
  return {
    ...file,
    columns,
    ...(timeframe === undefined ? {} : { timeframe }),
    repaired: { sortedRows, droppedRows },
  };
}

async function readFile(
  path: string,
  size: number,
  options: ReadCandleFileOptions,
): Promise<Result<CandleFile, CandleFileError>> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    const isGzip = fileKind(buffer.subarray(0, bytesRead)) === 'gzip';
    const source = openByteSource(file, size, isGzip, options);
    const text = new CandleText(path, isGzip ? size * GUESSED_RATIO : size, options);
    for await (const chunk of source.chunks) {
      const failed = text.push(chunk);
      if (failed) return err(failed);
    }
    const rows = text.end();
    if (!rows.ok) return rows;
    const sha256 = source.sha256();
    const spacing = spacingOf(rows.value.columns.openTimeMs);
    return ok(describeCandles(rows.value, { path, ...spacing, ...(sha256 === undefined ? {} : { sha256 }) }));
  } finally {
    await file.close();
  }
}
