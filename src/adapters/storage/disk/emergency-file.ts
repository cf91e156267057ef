/**
 * Entries that the database does not take, in a file that was written in full before anything went wrong: what is put
 * into it needs no space any more. Each record is checked on its own, so that one that was cut off is the end.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { createFile, plainFile } from '../../files/index.ts';
import { storageFailure, toStorageFailure } from '../errors.ts';

export interface EmergencyRecord {
  readonly sequence: number;
  readonly timeMs: number;
  /** As the event codec writes it. */
  readonly event: string;
  /** As the answer codec writes it. */
  readonly answer?: string | undefined;
}

export const EMERGENCY_BYTES = 1024 * 1024;
const MARK = 'crypto-ai-bot emergency';
/** The mark, a random name of what follows, and the rest of a block. */
const HEAD_BYTES = 4096;
const NAME = new RegExp(`^${MARK} ([0-9a-f]{32})\n`);
const CHECK_LENGTH = 16;

export class EmergencyFile {
  readonly path: string;
  readonly #descriptor: number;
  #name = '';
  #offset = HEAD_BYTES;

  /**
   * Opens the file, and makes it in full where it is missing or was not finished.
   * @throws StorageFailure when there is no space for it, or something else stands in its place.
   */
  constructor(path: string) {
    this.path = path;
    try {
      if (plainFile(path) === undefined) createFile(path);
      this.#descriptor = openSync(path, constants.O_RDWR | constants.O_NOFOLLOW);
    } catch (error) {
      throw toStorageFailure(error, path);
    }
    try {
      const text = readFileSync(path, 'latin1');
      if (text !== '' && !text.startsWith(MARK)) throw storageFailure('other', path, 'it is a file of something else');
      this.#name = NAME.exec(text)?.[1] ?? '';
      if (this.#name === '' || fstatSync(this.#descriptor).size < EMERGENCY_BYTES) this.#fill();
      else this.#offset = HEAD_BYTES + this.#lines().reduce((bytes, line) => bytes + Buffer.byteLength(line) + 1, 0);
    } catch (error) {
      this.close();
      throw toStorageFailure(error, path);
    }
  }

  /** What was put into it since it was last emptied. */
  records(): EmergencyRecord[] {
    return this.#lines().map((line) => JSON.parse(line.slice(CHECK_LENGTH + 1)) as EmergencyRecord);
  }

  /**
   * Durable on return.
   * @throws StorageFailure when they do not fit or cannot be written; none of them counts then.
   */
  append(records: readonly EmergencyRecord[]): void {
    const bytes = Buffer.from(records.map((record) => `${this.#sealed(JSON.stringify(record))}\n`).join(''));
    // The byte after them ends them: what the file held before must not read as their continuation.
    if (this.#offset + bytes.length >= EMERGENCY_BYTES) {
      throw storageFailure('full', this.path, 'the emergency file has no room for more entries');
    }
    try {
      this.#write(bytes, this.#offset);
      fdatasyncSync(this.#descriptor);
      if (this.#isLost()) throw storageFailure('removed', this.path, 'entries in it would be found by nobody');
    } catch (error) {
      throw toStorageFailure(error, this.path);
    }
    this.#offset += bytes.length;
  }

  /** @throws StorageFailure; what it held is still there then. */
  clear(): void {
    const name = randomBytes(16).toString('hex');
    try {
      this.#write(Buffer.from(headOf(name)), 0);
      fdatasyncSync(this.#descriptor);
    } catch (error) {
      throw toStorageFailure(error, this.path);
    }
    this.#name = name;
    this.#offset = HEAD_BYTES;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** Random bytes, since zeros take no space everywhere. The whole head comes last: without it the file is not finished. */
  #fill(): void {
    try {
      const bytes = randomBytes(EMERGENCY_BYTES);
      bytes.write(MARK);
      this.#write(bytes, 0);
      fsyncSync(this.#descriptor);
      this.clear();
    } catch (error) {
      // Half of one would only take space.
      rmSync(this.path, { force: true });
      throw error;
    }
  }

  #write(bytes: Buffer, offset: number): void {
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.#descriptor, bytes, done, bytes.length - done, offset + done);
    }
  }

  /** Its name leads to something else, or nowhere. */
  #isLost(): boolean {
    const [ours, named] = [fstatSync(this.#descriptor), statSync(this.path, { throwIfNoEntry: false })];
    return named?.ino !== ours.ino || named.dev !== ours.dev;
  }

  #lines(): string[] {
    const lines: string[] = [];
    for (const line of readFileSync(this.path).subarray(HEAD_BYTES).toString('utf8').split('\n')) {
      if (line !== this.#sealed(line.slice(CHECK_LENGTH + 1))) break;
      lines.push(line);
    }
    return lines;
  }

  /** Bound to what the file is named now: records from before it was emptied fit no more. */
  #sealed(json: string): string {
    const check = createHash('sha256').update(this.#name).update(json).digest('hex');
    return `${check.slice(0, CHECK_LENGTH)} ${json}`;
  }
}

function headOf(name: string): string {
  return `${MARK} ${name}\n`;
}
