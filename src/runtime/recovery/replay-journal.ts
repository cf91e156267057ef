import type { Engine } from '../../core/engine/index.ts';
import type { LaneName, SettingsChanged } from '../../domain/events/events.ts';
import type { Journal, RecordedEntry } from '../../ports/index.ts';
import { createEntryCursor } from '../writer/entry-cursor.ts';
import { recoverEngine } from './recover-engine.ts';
import { JournalReplay, type ReplayOptions, type ReplayReport } from './replay-check.ts';

/** What is in force over what the run began with, `null` where it is not set any more, and its lanes by number. */
export interface ChangedSettings {
  readonly settings: ReadonlyMap<string, string | null>;
  readonly lanes: readonly LaneName[];
}

export interface WholeReplay extends Omit<ReplayOptions, 'engine'> {
  readonly journal: Journal;
  /** Fresh engines with the settings of the run: one, and one more for each restart. */
  readonly createEngine: () => Engine;
  /** The same after settings were changed; the ones before by default. */
  readonly createChanged?: (changed: ChangedSettings) => Promise<() => Engine>;
  readonly onPage?: () => Promise<void>;
  /** A checkpoint before which nothing of what was decided is known: it begins there. */
  readonly decidedFrom?: number;
}

/**
 * Tells the engine everything again and holds its answers against the recorded ones. Where a process took over, an engine
 * begins as that one did, from its checkpoint: what a strategy did not keep, it does not have here either.
 */
export async function replayJournal(options: WholeReplay): Promise<ReplayReport & { readonly engine: Engine }> {
  const { journal, fromSequence, onPage, decidedFrom = fromSequence - 1 } = options;
  let { createEngine } = options;
  const settings = new Map<string, string | null>();
  const change = async ({ changes, lanes }: SettingsChanged): Promise<void> => {
    for (const { key, to } of changes) settings.set(key, to);
    createEngine = (await options.createChanged?.({ settings, lanes })) ?? createEngine;
  };
  const beginning = decidedFrom + 1;
  const first = beginning > fromSequence ? await takenOver(options, beginning, 0) : createEngine();
  const replay = new JournalReplay({ ...options, fromSequence: beginning, engine: first });
  for await (const page of wholeRestarts(journal.read(beginning))) {
    await onPage?.();
    for (const part of untilRestarts(page)) {
      const [first] = part;
      const event = first?.entry.event;
      if (first && isTakenOver(event?.type) && first.entry.sequence > fromSequence) {
        if (event?.type === 'settingsChanged') await change(event);
        replay.engine = await takenOver({ ...options, createEngine }, first.entry.sequence, archivedAt(part));
      }
      if (replay.take(part)) return { ...replay.report(), engine: replay.engine };
    }
  }
  return { ...replay.report(), engine: replay.engine };
}

/** Whether another process goes on with the run from this entry on. */
export function isTakenOver(type: string | undefined): boolean {
  return type === 'runResumed' || type === 'settingsChanged';
}

/** A change of settings stands on one page with the restart that brought it. */
async function* wholeRestarts(pages: AsyncIterable<readonly RecordedEntry[]>): AsyncIterable<readonly RecordedEntry[]> {
  let held: readonly RecordedEntry[] = [];
  for await (const page of pages) {
    const last = page.at(-1);
    const isHeld = last?.entry.event.type === 'settingsChanged';
    yield [...held, ...(isHeld ? page.slice(0, -1) : page)];
    held = isHeld ? [last] : [];
  }
  yield held;
}

/** What the process that began with these entries had in archives. */
function archivedAt(part: readonly RecordedEntry[]): number {
  for (const { entry } of part.slice(0, 2)) {
    if (entry.event.type === 'runResumed') return entry.event.archivedSequence ?? 0;
  }
  return 0;
}

/** The page in parts, each of which begins with a restart but for the first. */
function* untilRestarts(page: readonly RecordedEntry[]): Generator<readonly RecordedEntry[]> {
  let from = 0;
  for (let at = 1; at < page.length; at += 1) {
    const type = page[at]?.entry.event.type;
    // A change of settings comes before the restart that brought it.
    if (!isTakenOver(type) || (type === 'runResumed' && page[at - 1]?.entry.event.type === 'settingsChanged')) continue;
    yield page.slice(from, at);
    from = at;
  }
  yield page.slice(from);
}

/** The engine of the process that resumed the run with this entry. */
async function takenOver(replay: WholeReplay, sequence: number, archived: number): Promise<Engine> {
  const { journal, fromSequence, createEngine } = replay;
  const before = journalBefore(journal, sequence, archived);
  const told = { journal: before, fromSequence, createEngine, cursor: createEntryCursor(), onApplied: () => undefined };
  return (await recoverEngine(told)).engine;
}

/** As a process found it that began its work with the entry. */
function journalBefore(journal: Journal, sequence: number, archived: number): Journal {
  const head = sequence - 1;
  return {
    head,
    durable: head,
    archived,
    append: refuse,
    // What the process answered anew is recorded by now.
    seal: () => undefined,
    flush: () => head,
    close: () => undefined,
    newestOf: (type, range) => {
      const beforeSequence = Math.min(range.beforeSequence ?? sequence, sequence);
      return journal.newestOf(type, { ...range, beforeSequence });
    },
    async *read(from) {
      for await (const page of journal.read(from)) {
        yield page.filter(({ entry }) => entry.sequence <= head);
        if ((page.at(-1)?.entry.sequence ?? head) >= head) return;
      }
    },
  };
}

function refuse(): never {
  throw new RangeError('a journal that is only read takes no entries');
}
