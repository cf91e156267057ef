/** Archiving in a process of its own, which writes and syncs that fail, or a kill at one of them, may end. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type Database,
  JournalArchiver,
  SqliteAuditLog,
  SqliteJournal,
  examineDatabase,
  headsOf,
  openDatabase,
} from '../../src/adapters/storage/index.ts';
import type { RecordedEntry } from '../../src/ports/index.ts';
import { type Fault, arm, disarm, seenCalls } from './fault-shim.ts';

export type FailingCalls = Pick<Fault, 'kind' | 'errno'> & { readonly stride: number };

/** Keeps a hundred entries, in parts of five hundred. */
const KEPT = { runSequence: 1, provenSequence: 1e9, keptMs: 0, keptEntries: 100, segmentEntries: 500 };

export function openedAt(path: string): Database {
  const opened = openDatabase(path);
  if (!opened.ok) throw opened.error;
  return opened.value;
}

/** Nobody else is there. */
async function giveWay(): Promise<void> {
  await Promise.resolve();
}

export async function archive(database: Database): Promise<void> {
  const audit = new SqliteAuditLog(database);
  const archiver = new JournalArchiver({ database, audit, actor: 'test', nowMs: () => 1, giveWay });
  while (await archiver.archiveNext(KEPT));
}

export function entriesOf(database: Database): RecordedEntry[] {
  return [...new SqliteJournal(database).pages(1)].flat();
}

/** The folder of a database that nobody writes to, once more. */
export function copied(path: string, base: string): string {
  const folder = mkdtempSync(join(base, 'copy-'));
  cpSync(dirname(path), folder, { recursive: true, filter: (name) => !name.includes('.db.lock') });
  return join(folder, 'cab.db');
}

/** What is wrong with a database, and with what it has archived, once another process has finished the work. */
export async function violations(path: string, expected: readonly RecordedEntry[]): Promise<string[]> {
  const found = damageOf(path).map((message) => `left behind: ${message}`);
  const database = openedAt(path);
  if (JSON.stringify(entriesOf(database), exact) !== JSON.stringify(expected, exact)) found.push('entries are lost');
  await archive(database);
  const count = database.connection.prepare('SELECT count(*) FROM journal').pluck().get();
  if ((count as number) > KEPT.keptEntries + KEPT.segmentEntries) found.push(`${String(count)} entries were left`);
  if (JSON.stringify(entriesOf(database), exact) !== JSON.stringify(expected, exact)) found.push('entries got lost');
  database.close();
  return [...found, ...damageOf(path).map((message) => `after it was finished: ${message}`)];
}

function damageOf(path: string): string[] {
  const steps = examineDatabase(path, headsOf(path), { includesPages: true, archives: 'entries' });
  for (;;) {
    const step = steps.next();
    if (step.done !== true) continue;
    return step.value.ok ? step.value.value.damage.map(({ message }) => message) : [step.value.error.message];
  }
}

function exact(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

/** Each so-manieth call of the kind fails once, in a database of its own; gives how many there are, and what was wrong after them. */
async function failEach(path: string, base: string, { stride, ...fault }: FailingCalls) {
  const whole = openedAt(copied(path, base));
  const expected = entriesOf(whole);
  whole.close();
  const found: string[] = [];
  let refused = 0;
  for (let from = 1; ; from += stride) {
    const copy = copied(path, base);
    const database = openedAt(copy);
    arm({ ...fault, from, count: 1, part: 'cab.db' });
    const outcome = await archive(database).then(
      () => 'archived',
      () => 'refused',
    );
    const calls = seenCalls();
    disarm();
    if (outcome === 'refused') refused += 1;
    database.close();
    for (const problem of await violations(copy, expected))
      found.push(`${JSON.stringify({ ...fault, from })}: ${problem}`);
    rmSync(dirname(copy), { recursive: true });
    if (from > calls) return { tried: Math.ceil(calls / stride), refused, found };
  }
}

const [, script = '', path = '', base = '', fault = ''] = process.argv;
if (script === import.meta.filename) {
  if (base === '') await archive(openedAt(path));
  else process.stdout.write(JSON.stringify(await failEach(path, base, JSON.parse(fault) as FailingCalls)));
}
