/** The bytes of a candle file as text, chunk by chunk: plain as they are, gzip unpacked within limits. */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ReadCandleFileOptions } from './candle-file.ts';

const CHUNK_BYTES = 1 << 20;
const GIGABYTE = 2 ** 30;
const DEFAULT_MAX_UNPACKED_BYTES = 2 * GIGABYTE;
const DEFAULT_MAX_RATIO = 200;
const DEFAULT_GRACE_BYTES = 64 * 2 ** 20;

/** Thrown out of a source; caught where the file is read and turned into an error value. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  readonly code: 'gzipBomb' | 'gzipTruncated' | 'gzipDamaged';

  constructor(code: SourceFailure['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface ByteSource {
  /** A chunk is valid until the next one is asked for. Throws SourceFailure, or what reading throws. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Hexadecimal SHA-256 of the bytes on disk, once all chunks were read; absent unless asked for. */
  sha256(): string | undefined;
}

type SourceOptions = Pick<
  ReadCandleFileOptions,
  'sha256' | 'onProgress' | 'maxUnpackedBytes' | 'maxUnpackRatio' | 'ratioGraceBytes'
>;

export function openByteSource(
  file: FileHandle,
  bytesTotal: number,
  isGzip: boolean,
  options: SourceOptions,
): ByteSource {
  const hash = options.sha256 ? createHash('sha256') : undefined;
  const raw = readAhead(file, bytesTotal, (chunk, bytesRead) => {
    hash?.update(chunk);
    options.onProgress?.({ bytesRead, bytesTotal });
  });
  return { chunks: isGzip ? unpack(raw, bytesTotal, options) : raw, sha256: () => hash?.digest('hex') };
}

/** Reads the next chunk while the last one is being worked on; two buffers take turns. */
async function* readAhead(
  file: FileHandle,
  bytesTotal: number,
  onChunk: (chunk: Uint8Array, bytesRead: number) => void,
): AsyncGenerator<Uint8Array> {
  const size = Math.min(CHUNK_BYTES, Math.max(bytesTotal, 1));
  let filling = new Uint8Array(size);
  let resting = new Uint8Array(size);
  let position = 0;
  let pending = file.read(filling, 0, size, position);
  try {
    for (;;) {
      const { bytesRead } = await pending;
      if (bytesRead === 0) return;
      position += bytesRead;
      const chunk = filling.subarray(0, bytesRead);
      [filling, resting] = [resting, filling];
      pending = file.read(filling, 0, size, position);
      onChunk(chunk, position);
      yield chunk;
    }
  } finally {
    // Left early: the file must not be closed under a read that is still going on.
    await pending.catch(() => undefined);
  }
}

async function* unpack(
  raw: AsyncIterable<Uint8Array>,
  packedBytes: number,
  options: SourceOptions,
): AsyncGenerator<Uint8Array> {
  const maxBytes = options.maxUnpackedBytes ?? DEFAULT_MAX_UNPACKED_BYTES;
  const maxRatio = options.maxUnpackRatio ?? DEFAULT_MAX_RATIO;
  const graceBytes = options.ratioGraceBytes ?? DEFAULT_GRACE_BYTES;
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES / 4 });
  // The reader's buffers take turns, the stream holds on to what it was given: hence the copies.
  pipeline(copies(raw), gunzip, () => undefined);
  let unpackedBytes = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      unpackedBytes += chunk.length;
      if (unpackedBytes > maxBytes) throw bomb(unpackedBytes, packedBytes, `${megabytes(maxBytes)} MB`);
      if (unpackedBytes > graceBytes && unpackedBytes > packedBytes * maxRatio) {
        throw bomb(unpackedBytes, packedBytes, `${maxRatio} times its size`);
      }
      yield chunk;
    }
  } catch (error) {
    throw gzipFailure(error);
  } finally {
    gunzip.destroy();
  }
}

async function* copies(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of raw) yield chunk.slice();
}

function bomb(unpackedBytes: number, packedBytes: number, allowed: string): SourceFailure {
  const reached = `${megabytes(packedBytes)} MB unpack to ${megabytes(unpackedBytes)} MB and more`;
  return new SourceFailure('gzipBomb', `${reached}; at most ${allowed} is allowed. Unpack it by hand if it is right`);
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 2 : 0);
}

function gzipFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'Z_BUF_ERROR') {
    return new SourceFailure('gzipTruncated', 'the gzip data ends too early; the file is cut off, get it again');
  }
  if (typeof code === 'string' && code.startsWith('Z_')) {
    return new SourceFailure('gzipDamaged', 'the gzip data is damaged; get the file again');
  }
  return error;
}
