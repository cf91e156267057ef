import { type BigIntStats, statSync } from 'node:fs';

/** What is not as it was: the database itself, or one of the files that SQLite keeps beside it. */
export interface FileChange {
  /** For people: which file, and what became of it. */
  readonly detail: string;
}

const SUFFIXES = ['', '-wal', '-shm'] as const;

/**
 * The files of an open database by device and inode. SQLite goes on writing to a file that has lost its name, and nobody
 * would ever find what it writes there.
 */
export class FileIdentity {
  readonly #path: string;
  /** By suffix; log and index are noted as soon as they are there. */
  readonly #known: (string | undefined)[];

  constructor(path: string) {
    this.#path = path;
    this.#known = SUFFIXES.map((suffix) => identityAt(`${path}${suffix}`));
  }

  /** `undefined` as long as each name leads to the file that it led to. Costs some microseconds. */
  change(): FileChange | undefined {
    for (const [place, suffix] of SUFFIXES.entries()) {
      const path = `${this.#path}${suffix}`;
      const known = this.#known[place];
      const found = identityAt(path);
      if (known === undefined) this.#known[place] = found;
      else if (found !== known) {
        const what = found === undefined ? 'was removed' : 'was replaced by another file';
        return { detail: `${path} ${what} while the bot was running` };
      }
    }
    return undefined;
  }
}

/** Device and inode; `undefined` for a file that is not there, or that cannot be looked at any more. */
function identityAt(path: string): string | undefined {
  let stats: BigIntStats | undefined;
  try {
    stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
  return stats && `${stats.dev}:${stats.ino}`;
}
