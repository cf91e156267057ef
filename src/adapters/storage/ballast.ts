import { randomFillSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, statSync, statfsSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

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

/** Sets `bytes` aside in a file at `path`, or takes over the one that is there. Without space it starts released. */
export function createBallast(path: string, bytes: number = DEFAULT_BYTES): Ballast {
  let isHeld = statSync(path, { throwIfNoEntry: false })?.size === bytes || allocate(path, bytes);
  return {
    get isHeld() {
      return isHeld;
    },
    release() {
      rmSync(path, { force: true });
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
    fill(path, bytes);
    return true;
  } catch {
    // Whatever the reason, the bot runs without ballast as well; a part of one would only take space.
    rmSync(path, { force: true });
    return false;
  }
}

/** Random bytes: a file system that compresses or skips zeros would set nothing aside. */
function fill(path: string, bytes: number): void {
  const file = openSync(path, 'w', 0o600);
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let left = bytes; left > 0; left -= CHUNK_BYTES) {
      randomFillSync(chunk);
      writeSync(file, chunk, 0, Math.min(left, CHUNK_BYTES));
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
