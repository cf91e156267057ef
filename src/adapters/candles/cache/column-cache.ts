/** Columns as they lie in memory, in a file: read back as fast as the disk gives them, checked by checksum. */
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { CandleColumns } from '../../../domain/market/candle.ts';
import { type Result, err, ok } from '../../../domain/result.ts';
import { COLUMN_NAMES, allocateColumns, firstCandles } from '../allocate-columns.ts';
import { type CacheHeader, HEADER_BYTES, type SourceIdentity, decodeHeader, encodeHeader } from './cache-header.ts';
import { type Spacing, findGaps, spacingOf } from '../spacing.ts';
import { writeAtomically } from '../../files/index.ts';

const BYTES_PER_ROW = COLUMN_NAMES.length * Float64Array.BYTES_PER_ELEMENT;
const CHUNK_BYTES = 4 << 20;

export interface CachedColumns {
  readonly columns: CandleColumns;
  readonly source: SourceIdentity;
  readonly spacing: Spacing;
}

/** @throws what the file system throws. */
export async function writeColumns(path: string, columns: CandleColumns, source: SourceIdentity): Promise<void> {
  const parts = COLUMN_NAMES.map((name) => bytesOf(columns[name]));
  let payloadChecksum = 0;
  for (const part of parts) payloadChecksum = crc32(part, payloadChecksum);
  const { intervalMs = 0, gaps } = spacingOf(columns.openTimeMs);
  const rowCount = columns.length;
  const header = encodeHeader({ ...source, rowCount, payloadChecksum, intervalMs, gapCount: gaps.length });
  await writeAtomically(path, async (file) => {
    for (const part of [header, ...parts]) await writeAll(file, part);
  });
}

/**
 * Reads a cache file back. The columns are views over one buffer, shared on request.
 * `accepts` looks at the header first, so that an outdated file costs no more than that.
 * @returns the reason when there is no such file, it is refused, or it is damaged.
 */
export async function readColumns(
  path: string,
  options: { readonly shared?: boolean; readonly accepts?: (source: SourceIdentity) => boolean } = {},
): Promise<Result<CachedColumns, 'absent' | 'outdated' | 'damaged'>> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch {
    return err('absent');
  }
  try {
    return await readOpened(file, options);
  } catch {
    return err('damaged');
  } finally {
    await file.close();
  }
}

async function readOpened(
  file: FileHandle,
  options: { readonly shared?: boolean; readonly accepts?: (source: SourceIdentity) => boolean },
): Promise<Result<CachedColumns, 'outdated' | 'damaged'>> {
  const head = new Uint8Array(HEADER_BYTES);
  await file.read(head, 0, HEADER_BYTES, 0);
  const header = decodeHeader(head);
  if (!header) return err('damaged');
  const { size } = await file.stat();
  if (size !== HEADER_BYTES + header.rowCount * BYTES_PER_ROW) return err('damaged');
  if (options.accepts && !options.accepts(header)) return err('outdated');
  const columns = allocateColumns(header.rowCount, options.shared ?? false);
  const isWhole = await fill(file, new Uint8Array(columns.buffer), header);
  if (!isWhole) return err('damaged');
  return ok({
    columns: firstCandles(columns, header.rowCount),
    source: header,
    spacing: {
      ...(header.intervalMs === 0 ? {} : { intervalMs: header.intervalMs }),
      gaps: header.gapCount === 0 ? [] : findGaps(columns.openTimeMs, header.intervalMs),
    },
  });
}

/** Sums up one chunk while the next is being read. */
async function fill(file: FileHandle, bytes: Uint8Array, header: CacheHeader): Promise<boolean> {
  let checksum = 0;
  let summed = 0;
  let filled = 0;
  while (filled < bytes.length) {
    const pending = file.read(bytes, filled, Math.min(CHUNK_BYTES, bytes.length - filled), HEADER_BYTES + filled);
    checksum = crc32(bytes.subarray(summed, filled), checksum);
    summed = filled;
    const { bytesRead } = await pending;
    if (bytesRead === 0) return false;
    filled += bytesRead;
  }
  return crc32(bytes.subarray(summed), checksum) === header.payloadChecksum;
}

function bytesOf(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written);
    written += bytesWritten;
  }
}
