/** What a bot recorded, opened for reading. */
import type { EngineEvent, Instrument } from '../domain/index.ts';
import type { Journal, Page, ProjectionReader } from '../ports/index.ts';

export interface Records {
  /** The file they are in. */
  readonly path: string;
  readonly reader: ProjectionReader;
  readonly journal: Journal;
  /** The latest run; `undefined` when none was recorded. */
  readonly run: RecordedRun | undefined;
}

export interface RecordedRun {
  /** Journal sequence of its first entry. */
  readonly firstSequence: number;
  /** What it was configured with, by key. */
  readonly settings: Readonly<Record<string, string>>;
  /** The checkpoint before which an earlier version decided, which is not in the journal. */
  readonly decidedFrom?: number;
}

/** What the latest run trades, by id: as its first entry says, and those that brought it further ones. */
export async function recordedInstruments({ journal, run }: Records): Promise<ReadonlyMap<number, Instrument>> {
  const instruments = new Map<number, Instrument>();
  if (!run) return instruments;
  const { firstSequence } = run;
  const add = ({ instruments: told = [] }: { readonly instruments?: readonly Instrument[] }): void => {
    for (const instrument of told) instruments.set(instrument.id, instrument);
  };
  const begun = await eventAt(journal, firstSequence);
  if (begun?.type === 'runStarted') add(begun);
  for (let before: number | undefined; ; ) {
    const range = { fromSequence: firstSequence, ...(before === undefined ? {} : { beforeSequence: before }) };
    before = await journal.newestOf('settingsChanged', range);
    if (before === undefined) return instruments;
    const changed = await eventAt(journal, before);
    if (changed?.type === 'settingsChanged') add(changed);
  }
}

async function eventAt(journal: Journal, sequence: number): Promise<EngineEvent | undefined> {
  for await (const [first] of journal.read(sequence)) return first?.entry.event;
  return undefined;
}

const PAGE_ROWS = 1000;

/** Every row of a paged query, page by page: a table may be larger than memory should be. */
export async function* allRows<Row>(query: (page: Page) => Promise<readonly Row[]>): AsyncIterable<Row> {
  for (let offset = 0; ; offset += PAGE_ROWS) {
    const rows = await query({ limit: PAGE_ROWS, offset });
    yield* rows;
    if (rows.length < PAGE_ROWS) return;
  }
}
