/** Flips one bit of a file of a run, and looks what notices it. */
import { closeSync, copyFileSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { type Database, examineDatabase, headsOf, openDatabase } from '../../src/adapters/storage/index.ts';
import { StorageFailure } from '../../src/ports/index.ts';
import type { SampleRun } from './sample-run.ts';

export interface Flip {
  readonly file: string;
  readonly byte: number;
  readonly bit: number;
}

/** `harmless`: everything that the database holds is as it was, and its indexes lead there. */
export type Verdict = 'start' | 'command' | 'harmless' | 'unnoticed' | 'bug';

export interface FlipOutcome {
  readonly flip: Flip;
  readonly verdict: Verdict;
  /** What was said, or what went wrong. */
  readonly said: string;
}

const DATABASE = 'bot.db';

/** The contents of a run that opens as it should. */
export function contentsOf(run: SampleRun, scratch: string): string {
  const opened = openDatabase(copyOf(run, scratch));
  if (!opened.ok) throw opened.error;
  try {
    return digestOf(opened.value);
  } finally {
    opened.value.connection.close();
    opened.value.close();
  }
}

export function tryFlip(
  run: SampleRun,
  flip: Flip,
  expected: { readonly contents: string; readonly scratch: string },
): FlipOutcome {
  const path = copyOf(run, expected.scratch);
  flipBit(join(expected.scratch, flip.file), flip);
  try {
    const atStart = openDatabase(path);
    if (!atStart.ok) return { flip, verdict: 'start', said: atStart.error.message };
    const contents = digestOf(atStart.value);
    atStart.value.close();
    if (contents === expected.contents) return { flip, verdict: 'harmless', said: '' };
    const examined = examine(path);
    if (examined !== '') return { flip, verdict: 'command', said: examined };
    return { flip, verdict: 'unnoticed', said: 'it opens, is called whole, and holds something else' };
  } catch (error) {
    const isNamed = error instanceof StorageFailure;
    return { flip, verdict: isNamed ? 'start' : 'bug', said: String(error) };
  }
}

function examine(path: string): string {
  const steps = examineDatabase(path, headsOf(path), { includesPages: true, archives: 'entries' });
  for (;;) {
    const step = steps.next();
    if (step.done !== true) continue;
    return step.value.ok ? step.value.value.damage.map(({ message }) => message).join('; ') : step.value.error.message;
  }
}

function copyOf(run: SampleRun, scratch: string): string {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  for (const name of Object.keys(run.files)) copyFileSync(join(run.folder, name), join(scratch, name));
  return join(scratch, DATABASE);
}

function flipBit(path: string, { byte, bit }: Flip): void {
  const file = openSync(path, 'r+');
  const buffer = Buffer.alloc(1);
  readSync(file, buffer, 0, 1, byte);
  buffer[0] = (buffer[0] as number) ^ (1 << bit);
  writeSync(file, buffer, 0, 1, byte);
  closeSync(file);
}

/** Every row of every table, and whether indexes agree; without what a start writes by itself. */
function digestOf({ connection }: Database): string {
  const tables = connection
    .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all();
  const texts = tables.map((name) => {
    const except = name === 'meta' ? ` WHERE key <> 'writer'` : '';
    return JSON.stringify(connection.prepare(`SELECT * FROM ${name} NOT INDEXED${except}`).raw().all());
  });
  const schema = connection.prepare('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name').raw().all();
  const pages = connection.pragma('integrity_check');
  return hash('sha256', JSON.stringify([schema, pages, texts]));
}
