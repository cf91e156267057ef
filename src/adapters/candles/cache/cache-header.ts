/** The first 256 bytes of a column cache file: what it was made from, and how to tell that it is whole. */
import { crc32 } from 'node:zlib';

export const HEADER_BYTES = 256;

const MAGIC = 'CABCNDL1';
/** Raised when the format or what the scanner makes of a file changes: older caches are rebuilt. */
const VERSION = 1;
const HASH_BYTES = 32;

const AT = {
  version: 8,
  headerChecksum: 12,
  payloadChecksum: 16,
  rowCount: 24,
  sourceSize: 32,
  sourceMtimeMs: 40,
  sortedRows: 48,
  droppedRows: 56,
  fingerprint: 64,
  sha256: 96,
  intervalMs: 128,
  gapCount: 136,
} as const;

/** The file that columns were read from. */
export interface SourceIdentity {
  readonly size: number;
  readonly mtimeMs: number;
  /** SHA-256 of the file's first and last bytes, hexadecimal: sees a file rewritten within one tick of its clock. */
  readonly fingerprint: string;
  /** SHA-256 of the whole file, hexadecimal. */
  readonly sha256: string;
  /** What repairs did to its rows. */
  readonly sortedRows: number;
  readonly droppedRows: number;
}

export interface CacheHeader extends SourceIdentity {
  readonly rowCount: number;
  /** CRC-32 of all columns. */
  readonly payloadChecksum: number;
  /** The most common spacing; 0 for a single candle. */
  readonly intervalMs: number;
  /** Spares looking for gaps where there are none. */
  readonly gapCount: number;
}

export function encodeHeader(header: CacheHeader): Uint8Array {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write(MAGIC, 0, 'latin1');
  bytes.writeUInt32LE(VERSION, AT.version);
  bytes.writeUInt32LE(header.payloadChecksum, AT.payloadChecksum);
  bytes.writeDoubleLE(header.rowCount, AT.rowCount);
  bytes.writeDoubleLE(header.size, AT.sourceSize);
  bytes.writeDoubleLE(header.mtimeMs, AT.sourceMtimeMs);
  bytes.writeDoubleLE(header.sortedRows, AT.sortedRows);
  bytes.writeDoubleLE(header.droppedRows, AT.droppedRows);
  bytes.writeDoubleLE(header.intervalMs, AT.intervalMs);
  bytes.writeDoubleLE(header.gapCount, AT.gapCount);
  bytes.write(header.fingerprint, AT.fingerprint, HASH_BYTES, 'hex');
  bytes.write(header.sha256, AT.sha256, HASH_BYTES, 'hex');
  bytes.writeUInt32LE(crc32(bytes), AT.headerChecksum);
  return bytes;
}

/** `undefined` when the bytes are no header of this version, or are damaged. */
export function decodeHeader(head: Uint8Array): CacheHeader | undefined {
  const bytes = Buffer.from(head);
  if (bytes.length !== HEADER_BYTES || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  if (bytes.readUInt32LE(AT.version) !== VERSION) return undefined;
  const checksum = bytes.readUInt32LE(AT.headerChecksum);
  bytes.writeUInt32LE(0, AT.headerChecksum);
  if (crc32(bytes) !== checksum) return undefined;
  return {
    payloadChecksum: bytes.readUInt32LE(AT.payloadChecksum),
    rowCount: bytes.readDoubleLE(AT.rowCount),
    size: bytes.readDoubleLE(AT.sourceSize),
    mtimeMs: bytes.readDoubleLE(AT.sourceMtimeMs),
    sortedRows: bytes.readDoubleLE(AT.sortedRows),
    droppedRows: bytes.readDoubleLE(AT.droppedRows),
    intervalMs: bytes.readDoubleLE(AT.intervalMs),
    gapCount: bytes.readDoubleLE(AT.gapCount),
    fingerprint: bytes.toString('hex', AT.fingerprint, AT.fingerprint + HASH_BYTES),
    sha256: bytes.toString('hex', AT.sha256, AT.sha256 + HASH_BYTES),
  };
}
