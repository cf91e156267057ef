/**
 * A part of the journal as a file: gzip, so that `zcat` reads it, a line for each entry. Blocks of entries are members of
 * their own, so that few entries cost little; behind them a head, and a last member of known length with the digest.
 */
import { type Hash, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzipSync, gzip, gzipSync } from 'node:zlib';
import { plainFile } from '../../files/index.ts';
import type { JournalRow } from '../chain/journal-chain.ts';
import type { ArchiveRecord } from './archive-records.ts';
import { decodeArchiveRow, encodeArchiveRow } from './archive-row.ts';

/** What a file says of itself. */
interface ArchiveHead {
  readonly format: 1;
  readonly database: string;
  readonly run: string;
  readonly first: number;
  readonly last: number;
  /** The link before its first entry, and the one after its last. */
  readonly before: string;
  readonly after: string;
  readonly blocks: readonly Block[];
}

type Block = readonly [first: number, offset: number, bytes: number];

interface Trailer {
  readonly sha256: string;
  readonly head: string;
}

const OFFSET_DIGITS = 15;
const TRAILER_BYTES = trailerOf('0'.repeat(64), 0).length;

const gzipInBackground = promisify(gzip);

/** Writes the blocks one by one. */
export class ArchiveWriter {
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  readonly #blocks: Block[] = [];
  #bytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async add(rows: readonly JournalRow[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const offset = this.#bytes;
    const block = await gzipInBackground(rows.map((row) => `${encodeArchiveRow(row)}\n`).join(''));
    await this.#write(block);
    this.#blocks.push([first[0], offset, block.length]);
  }

  /** The digest of the file, and its length. */
  async end(
    head: Omit<ArchiveHead, 'blocks' | 'format'>,
  ): Promise<{ readonly sha256: string; readonly bytes: number }> {
    const offset = this.#bytes;
    await this.#write(gzipSync(`${JSON.stringify({ format: 1, ...head, blocks: this.#blocks })}\n`));
    const sha256 = this.#hash.digest('hex');
    const trailer = trailerOf(sha256, offset);
    await this.#file.writeFile(trailer);
    return { sha256, bytes: this.#bytes + trailer.length };
  }

  async #write(bytes: Buffer): Promise<void> {
    await this.#file.writeFile(bytes);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }
}

/** Not compressed, so that its length is known. */
function trailerOf(sha256: string, headOffset: number): Buffer {
  const trailer: Trailer = { sha256, head: String(headOffset).padStart(OFFSET_DIGITS, '0') };
  return gzipSync(`${JSON.stringify(trailer)}\n`, { level: 0 });
}

/** An archive file is not there, or is not the one that was written. */
export class ArchiveProblem extends Error {
  override readonly name = 'ArchiveProblem';
}

/** A file whose bytes are those that were written. */
export class ArchiveFile {
  readonly record: ArchiveRecord;
  readonly #bytes: Buffer;
  readonly #blocks: readonly Block[];

  /** @throws ArchiveProblem that says what to do, or what the file system throws. */
  constructor(path: string, record: ArchiveRecord) {
    this.record = record;
    this.#bytes = wholeFile(path, record);
    this.#blocks = headOf(this.#bytes)?.blocks ?? [];
  }

  /** Entries from one on, to the end of their block. */
  rowsFrom(sequence: number): JournalRow[] {
    const at = this.#blocks.findLastIndex(([first]) => first <= sequence);
    return at < 0 ? [] : this.#rowsOf(at).filter((row) => row[0] >= sequence);
  }

  /** Every entry, block by block. */
  *blocks(): Generator<readonly JournalRow[]> {
    for (let at = 0; at < this.#blocks.length; at += 1) yield this.#rowsOf(at);
  }

  /** The same from the end. */
  *blocksFromEnd(): Generator<readonly JournalRow[]> {
    for (let at = this.#blocks.length - 1; at >= 0; at -= 1) yield this.#rowsOf(at);
  }

  #rowsOf(at: number): JournalRow[] {
    const [, offset, bytes] = this.#blocks[at] as Block;
    const text = gunzipSync(this.#bytes.subarray(offset, offset + bytes)).toString();
    return text.split('\n').slice(0, -1).map(decodeArchiveRow);
  }
}

/** A file of the name and the length, whatever is in it. @throws ArchiveProblem */
export function requireArchive(path: string, record: ArchiveRecord): void {
  const size = sizeOf(path, record);
  if (size !== record.bytes) throw problemWith(path, record, lengths(size, record));
}

function wholeFile(path: string, record: ArchiveRecord): Buffer {
  const size = sizeOf(path, record);
  const bytes = readable(path, record, () => readFileSync(path));
  if (size !== record.bytes) throw problemWith(path, record, `${lengths(size, record)}${otherPart(bytes)}`);
  if (digestOf(bytes) === record.sha256 && trailerIn(bytes)?.sha256 === record.sha256) return bytes;
  throw problemWith(path, record, `is not what was written${otherPart(bytes)}`);
}

/** @throws ArchiveProblem where there is no file, or something else of that name. */
function sizeOf(path: string, record: ArchiveRecord): number {
  const stats = readable(path, record, () => plainFile(path));
  if (stats) return stats.size;
  throw problemWith(path, record, 'is missing', 'put it back there, under that name');
}

function lengths(size: number, { bytes }: ArchiveRecord): string {
  return `has ${size} bytes, ${bytes} were written`;
}

const REPLACE = 'put a whole copy in its place';

function problemWith(path: string, { first, last }: ArchiveRecord, what: string, remedy = REPLACE): ArchiveProblem {
  return new ArchiveProblem(`archive file ${path}, journal entries ${first} to ${last}, ${what}: ${remedy}`);
}

function readable<T>(path: string, record: ArchiveRecord, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw problemWith(path, record, `cannot be read (${error.message})`);
  }
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256')
    .update(bytes.subarray(0, Math.max(0, bytes.length - TRAILER_BYTES)))
    .digest('hex');
}

/** Names what a file is that is whole, and another one. */
function otherPart(bytes: Buffer): string {
  const head = trailerIn(bytes)?.sha256 === digestOf(bytes) ? headOf(bytes) : undefined;
  return head ? `, it holds entries ${head.first} to ${head.last} of run ${head.run}` : '';
}

function trailerIn(bytes: Buffer): Trailer | undefined {
  return recordIn(bytes.subarray(Math.max(0, bytes.length - TRAILER_BYTES))) as Trailer | undefined;
}

function headOf(bytes: Buffer): ArchiveHead | undefined {
  const offset = Number(trailerIn(bytes)?.head);
  if (!Number.isInteger(offset)) return undefined;
  return recordIn(bytes.subarray(offset, bytes.length - TRAILER_BYTES)) as ArchiveHead | undefined;
}

function recordIn(member: Buffer): unknown {
  try {
    return JSON.parse(gunzipSync(member).toString());
  } catch {
    return undefined;
  }
}
