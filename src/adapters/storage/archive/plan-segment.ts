/** Which entries may go into an archive next. */
import type Sqlite from 'better-sqlite3';
import { typesInRows } from '../rows/index.ts';
import { archivedEnd } from './archive-records.ts';

/** What a run must keep in the database. */
export interface KeptEntries {
  /** First entry of the run that goes on. */
  readonly runSequence: number;
  /** A checkpoint that was read back, or that a start began with; nothing is archived while there is none. */
  readonly provenSequence: number | undefined;
  /** Market time before the newest entry of which explanations, and strategies that learn again, read. */
  readonly keptMs: number;
  readonly keptEntries: number;
  /** Entries of one file. */
  readonly segmentEntries: number;
}

export interface Segment {
  readonly first: number;
  readonly last: number;
}

/** Rows that are looked through at a time. */
const STEP_ROWS = 5000;

/**
 * The next part: of one run, to the end of a commit, and before a checkpoint that is old enough, so that it and a newer
 * one stay. `undefined` while there is none. The same entries give the same part, however often it is asked; what comes
 * behind a part is planned from there. Yields now and then, so that others may have their turn.
 */
export function* planSegment(
  connection: Sqlite.Database,
  kept: KeptEntries,
  first: number = archivedEnd(connection).sequence + 1,
): Generator<undefined, Segment | undefined> {
  const newest = newestRow(connection);
  if (newest === undefined || kept.provenSequence === undefined) return undefined;
  const last = yield* endOfSegment(connection, { first, head: newest.sequence, kept });
  if (last === undefined || last > newest.sequence - kept.keptEntries) return undefined;
  // A run that has ended is read by nobody who trades.
  if (last < kept.runSequence) return { first, last };
  const checkpoint = yield* firstOf(connection, {
    type: 'checkpointMade',
    from: last + 1,
    to: kept.provenSequence - 1,
  });
  if (checkpoint === undefined || checkpoint.timeMs > newest.timeMs - kept.keptMs) return undefined;
  return { first, last };
}

interface Found {
  readonly sequence: number;
  readonly timeMs: number;
}

function newestRow(connection: Sqlite.Database): Found | undefined {
  return connection
    .prepare<[], Found>('SELECT sequence, time_ms AS timeMs FROM journal ORDER BY sequence DESC LIMIT 1')
    .get();
}

/** The end of a commit after so many entries, or of the run where that comes first. */
function* endOfSegment(
  connection: Sqlite.Database,
  { first, head, kept }: { readonly first: number; readonly head: number; readonly kept: KeptEntries },
): Generator<undefined, number | undefined> {
  const full = first + kept.segmentEntries - 1;
  // The run that goes on is not over; those before it are, whatever is left of them.
  const isOver = first < kept.runSequence;
  if (full > head && !isOver) return undefined;
  const linked = connection
    .prepare<[number], number>(
      'SELECT sequence FROM journal WHERE sequence >= ? AND link IS NOT NULL ORDER BY sequence LIMIT 1',
    )
    .pluck()
    .get(full);
  const next = yield* firstOf(connection, { type: 'runStarted', from: first + 1, to: linked ?? head });
  // A database that was sealed as it was has no links of before: such a part goes on into the next run.
  return next && isLinked(connection, next.sequence - 1) ? next.sequence - 1 : linked;
}

function isLinked(connection: Sqlite.Database, sequence: number): boolean {
  const select = connection.prepare<[number], string | null>('SELECT link FROM journal WHERE sequence = ?').pluck();
  return typeof select.get(sequence) === 'string';
}

/** The first entry of a type in a range, both ends included. */
function* firstOf(
  connection: Sqlite.Database,
  { type, from, to }: { readonly type: 'checkpointMade' | 'runStarted'; readonly from: number; readonly to: number },
): Generator<undefined, Found | undefined> {
  const select = connection.prepare<[number, number, string], Found>(
    'SELECT sequence, time_ms AS timeMs FROM journal WHERE sequence BETWEEN ? AND ? AND type = ? ORDER BY sequence LIMIT 1',
  );
  const [name] = typesInRows(type);
  for (let at = from; at <= to; at += STEP_ROWS) {
    const found = select.get(at, Math.min(to, at + STEP_ROWS - 1), name);
    if (found) return found;
    yield;
  }
  return undefined;
}
