/** A recorded run, and whose work each part of it is. */
import type { Engine } from '../../core/engine/index.ts';
import type { Result } from '../../domain/index.ts';
import type { Journal, ProjectionReader } from '../../ports/index.ts';
import { entryAt } from '../recovery/entry-at.ts';
import type { ChangedSettings } from '../recovery/replay-journal.ts';
import type { ProgramVersion } from './told.ts';

/** Makes fresh engines; the error says in words why it cannot. */
export type CreateEngines = (changed: ChangedSettings | undefined) => Promise<Result<() => Engine, readonly string[]>>;

export interface PastRun {
  readonly journal: Pick<Journal, 'archived' | 'head' | 'newestOf' | 'read'>;
  /** Tables beside the journal: the words. */
  readonly reader: Pick<ProjectionReader, 'decisions' | 'denials' | 'watermark'>;
  /** Of the run's `runStarted`. */
  readonly fromSequence: number;
}

/** The process that took an entry. */
export interface RecordingProcess {
  /** Of its first entry. */
  readonly firstSequence: number;
  readonly by: ProgramVersion;
  /** Entries up to here were in archives when it began. */
  readonly archived: number;
  /** What was in force over what the run began with; `undefined` where nothing had changed. */
  readonly changed: ChangedSettings | undefined;
}

/** Who took the entry, by what the journal holds up to it. */
export async function processOf({ journal, fromSequence }: PastRun, sequence: number): Promise<RecordingProcess> {
  const newest = (type: 'runStarted' | 'runResumed' | 'settingsChanged', before = sequence + 1) =>
    journal.newestOf(type, { fromSequence, beforeSequence: before });
  const begun = (await newest('runResumed')) ?? fromSequence;
  const event = (await entryAt(journal, begun))?.entry.event;
  const by =
    event?.type === 'runResumed' || event?.type === 'runStarted'
      ? { version: event.version ?? null, commit: event.commit }
      : { version: null, commit: 'unknown' };
  const archived = event?.type === 'runResumed' ? (event.archivedSequence ?? 0) : 0;
  const changedAt = await newest('settingsChanged');
  // A change of settings comes before the restart that brought it.
  const isItsFirst = changedAt !== undefined && (changedAt === begun - 1 || changedAt > begun);
  const firstSequence = isItsFirst ? changedAt : begun;
  return { firstSequence, by, archived, changed: await changesUpTo(journal, newest, changedAt) };
}

async function changesUpTo(
  journal: PastRun['journal'],
  newest: (type: 'settingsChanged', before: number) => Promise<number | undefined>,
  latest: number | undefined,
): Promise<ChangedSettings | undefined> {
  const settings = new Map<string, string | null>();
  let lanes: ChangedSettings['lanes'] | undefined;
  for (let at = latest; at !== undefined; at = await newest('settingsChanged', at)) {
    const event = (await entryAt(journal, at))?.entry.event;
    if (event?.type !== 'settingsChanged') break;
    lanes ??= event.lanes;
    for (const { key, to } of event.changes) if (!settings.has(key)) settings.set(key, to);
  }
  return lanes === undefined ? undefined : { settings, lanes };
}

/** The first entry of the run that is not before a time; one past the end when all are. Times never go back. */
export async function firstSince({ journal, fromSequence }: PastRun, timeMs: number): Promise<number> {
  let [low, high] = [fromSequence, journal.head + 1];
  // A file of the archive is asked for what is in it only.
  const kept = Math.max(fromSequence, journal.archived + 1);
  const first = await entryAt(journal, kept);
  if (first && first.entry.timeMs < timeMs) low = kept + 1;
  else high = kept;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = await entryAt(journal, middle);
    if (found && found.entry.timeMs < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
