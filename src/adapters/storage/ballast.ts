import { randomFillSync } from 'node:crypto';
import { closeSync, constants, fsyncSync, openSync, readSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { PRIVATE_FILE, plainFile } from '../files/index.ts';

/** Space set aside while there is some, given back when the disk is full: exits and their fills fit in it. */
export interface Ballast {
  readonly isHeld: boolean;
  /** Gives the space back; what waits can be committed then. Releasing twice is no error. */
  release(): void;
  /** Takes the space again, only when as much again would stay free. Says whether it is held afterwards. */
  restore(): boolean;
}

const DEFAULT_BYTES = 8 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/** Begins every ballast: what stands in its place without it is not ours to take away. */
const MARK = Buffer.from('crypto-ai-bot ballast\n');

/** Sets `bytes` aside in a file at `path`, or takes over the one that is there. Without space it starts released. */
export function createBallast(path: string, bytes: number = DEFAULT_BYTES): Ballast {
  let isHeld = sizeOfOurs(path, bytes) === bytes || allocate(path, bytes);
  return {
    get isHeld() {
      return isHeld;
    },
    release() {
      remove(path, bytes);
      isHeld = false;
    },
    restore() {
      isHeld ||= allocate(path, bytes);
      return isHeld;
    },
  };
}

function allocate(path: string, bytes: number): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    if (bavail * bsize < 2 * bytes) return false;
    remove(path, bytes);
    fill(path, bytes);
    return true;
  } catch {
    // Whatever the reason, the bot runs without ballast as well; a part of one would only take space.
    remove(path, bytes);
    return false;
  }
}

/** Random bytes: a file system that compresses or skips zeros would set nothing aside. */
function fill(path: string, bytes: number): void {
  const file = openSync(path, 'wx', PRIVATE_FILE);
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let left = bytes; left > 0; left -= CHUNK_BYTES) {
      randomFillSync(chunk);
      if (left === bytes) MARK.copy(chunk);
      writeSync(file, chunk, 0, Math.min(left, CHUNK_BYTES));
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function remove(path: string, bytes: number): void {
  if (sizeOfOurs(path, bytes) !== undefined) rmSync(path, { force: true });
}

/** `undefined` when there is no ballast, or something else. Earlier versions left no mark, only a file of full size. */
function sizeOfOurs(path: string, bytes: number): number | undefined {
  try {
    const stats = plainFile(path);
    if (stats === undefined || stats.nlink > 1) return undefined;
    return stats.size === 0 || stats.size === bytes || startsWithMark(path) ? stats.size : undefined;
  } catch {
    return undefined;
  }
}

function startsWithMark(path: string): boolean {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const head = Buffer.alloc(MARK.length);
    return readSync(file, head, 0, head.length, 0) === head.length && head.equals(MARK);
  } finally {
    closeSync(file);
  }
}
