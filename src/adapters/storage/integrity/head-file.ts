import { closeSync, constants, fdatasync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { PRIVATE_FILE, plainFile, syncFolder } from '../../files/index.ts';
import { type Head, decodeHead, encodeChecked } from './seal.ts';

/** One sector: a disk writes it whole or not at all. */
const HEAD_BYTES = 512;
const SYNC_MS = 5000;

/**
 * The head at a path; `undefined` when there is none, or a file whose maker was ended before it wrote anything; `damaged`
 * when it is not what was written.
 */
export function readHead(path: string): Head | 'damaged' | undefined {
  if (plainFile(path) === undefined) return undefined;
  const text = readFileSync(path, 'utf8');
  if (text === '') return undefined;
  return (text.length === HEAD_BYTES ? decodeHead(text.trimEnd()) : undefined) ?? 'damaged';
}

/**
 * A head: written after each commit, so that it may be behind after a crash and never ahead, and synced every five
 * seconds. Written in place, so that it takes no space that a full disk does not have.
 */
export class HeadFile {
  readonly #descriptor: number;
  readonly #timer: NodeJS.Timeout;
  #isDirty = false;
  /** Why it could not be written; the database is none the worse for that. */
  problem: string | undefined;

  /** Durable on return. @throws what the file system throws. */
  constructor(path: string, head: Head) {
    plainFile(path);
    const { O_WRONLY, O_CREAT, O_NOFOLLOW } = constants;
    this.#descriptor = openSync(path, O_WRONLY | O_CREAT | O_NOFOLLOW, PRIVATE_FILE);
    try {
      writeSync(this.#descriptor, render(head), 0, HEAD_BYTES, 0);
      fsyncSync(this.#descriptor);
      syncFolder(dirname(path));
    } catch (error) {
      closeSync(this.#descriptor);
      throw error;
    }
    this.#timer = setInterval(() => this.#syncLater(), SYNC_MS);
    this.#timer.unref();
  }

  /** Never throws: what it follows has been committed. */
  write(head: Head): void {
    try {
      writeSync(this.#descriptor, render(head), 0, HEAD_BYTES, 0);
      this.#isDirty = true;
      this.problem = undefined;
    } catch (error) {
      this.problem = String(error);
    }
  }

  /** Durable on return, where the disk lets it. */
  sync(): void {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    try {
      fsyncSync(this.#descriptor);
    } catch (error) {
      this.problem = String(error);
    }
  }

  close(): void {
    clearInterval(this.#timer);
    try {
      if (this.#isDirty) fsyncSync(this.#descriptor);
    } catch (error) {
      this.problem = String(error);
    } finally {
      closeSync(this.#descriptor);
    }
  }

  #syncLater(): void {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    fdatasync(this.#descriptor, (error) => {
      if (error) this.problem = String(error);
    });
  }
}

function render(head: Head): Buffer {
  return Buffer.from(`${encodeChecked(head).padEnd(HEAD_BYTES - 1)}\n`, 'latin1');
}
