/** What a bot recorded, opened for reading. */
import type { Instrument } from '../domain/index.ts';
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
}

/** What the latest run trades, as its first entry says, by id. */
export async function recordedInstruments({ journal, run }: Records): Promise<ReadonlyMap<number, Instrument>> {
  if (!run) return new Map();
  for await (const page of journal.read(run.firstSequence)) {
    const event = page[0]?.entry.event;
    if (event?.type !== 'runStarted') break;
    return new Map(event.instruments.map((instrument) => [instrument.id, instrument]));
  }
  return new Map();
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
