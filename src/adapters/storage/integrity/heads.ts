import { hash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { PRIVATE_FOLDER } from '../../files/index.ts';
import { HeadFile, readHead } from './head-file.ts';
import type { Head } from './seal.ts';

/** Where the heads of a database are. */
export interface Heads {
  /** Beside it, after each commit. */
  readonly beside: string;
  /** In another folder, a few seconds later: it shows that a whole data folder is gone. */
  readonly away?: string;
}

export interface SeenHead {
  readonly path: string;
  readonly head: Head | 'damaged' | undefined;
}

/** `stateFolder` is where this machine keeps what programs remember; without one there is no head away. */
export function headsOf(databasePath: string, stateFolder?: string): Heads {
  const full = resolve(databasePath);
  const beside = `${full}.head`;
  if (stateFolder === undefined) return { beside };
  return { beside, away: join(stateFolder, `${basename(full)}-${hash('sha256', full).slice(0, 16)}.head`) };
}

/** The head away may be missing, as on another machine; the one beside is listed in any case. */
export function readHeads({ beside, away }: Heads): SeenHead[] {
  const seen = [{ path: beside, head: readHead(beside) }];
  const head = away === undefined ? undefined : readHead(away);
  return away === undefined || head === undefined ? seen : [...seen, { path: away, head }];
}

export function removeHeads({ beside, away }: Heads): void {
  rmSync(beside, { force: true });
  if (away !== undefined) rmSync(away, { force: true });
}

/** Whether there is something to lose: a first start leaves a head before there is a run. */
export function hasSeenRun(head: SeenHead['head']): boolean {
  return head !== undefined && (head === 'damaged' || head.sequence > 0);
}

const AWAY_MS = 5000;

/** The heads of an open database. */
export class HeadWriter {
  readonly #path: string;
  readonly #beside: HeadFile;
  readonly #away: HeadFile | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  #latest: Head;
  #latestAway: Head;

  /** Durable on return. @throws what the file system throws for the head beside; a machine may have no place for the other. */
  constructor(heads: Heads, head: Head) {
    this.#path = heads.beside;
    this.#latest = head;
    this.#latestAway = head;
    this.#beside = new HeadFile(heads.beside, head);
    this.#away = heads.away === undefined ? undefined : headAway(heads.away, head);
    this.#timer = this.#away && setInterval(() => this.#writeAway(), AWAY_MS).unref();
  }

  /** Why the head beside could not be written. */
  get problem(): string | undefined {
    return this.#beside.problem;
  }

  /** Never throws: what it follows has been committed. */
  write(head: Head): void {
    this.#latest = head;
    this.#beside.write(head);
  }

  /**
   * Writes the head beside anew where its file is gone: the database's own was removed with its folder, and what was
   * rescued of it is to be found whole when it is put back. Without a head its start asks for a person.
   */
  putBack(): void {
    if (existsSync(this.#path)) return;
    try {
      new HeadFile(this.#path, this.#latest).close();
    } catch {
      // The start that misses it says what to do.
    }
  }

  /** Durable on return: what is deleted next is not what a head on the disk would be looking for. */
  sync(): void {
    this.#beside.sync();
    this.#writeAway();
    this.#away?.sync();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#beside.close();
    this.#writeAway();
    this.#away?.close();
  }

  #writeAway(): void {
    if (this.#latestAway === this.#latest) return;
    this.#latestAway = this.#latest;
    this.#away?.write(this.#latest);
  }
}

function headAway(path: string, head: Head): HeadFile | undefined {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
    return new HeadFile(path, head);
  } catch {
    return undefined;
  }
}
