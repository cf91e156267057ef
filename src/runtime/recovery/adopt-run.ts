/** A run of before decisions were journaled goes on from what its tables hold. */
import type { AdoptedTables, Engine } from '../../core/engine/index.ts';
import type { RunStarted } from '../../domain/events/events.ts';
import { UnreadableSave } from '../../domain/saved.ts';
import type { Journal, Page, ProjectionReader } from '../../ports/index.ts';
import type { EntryCursor } from '../writer/entry-cursor.ts';

export interface AdoptionOptions {
  readonly journal: Pick<Journal, 'head' | 'read'>;
  readonly fromSequence: number;
  readonly createEngine: () => Engine;
  readonly cursor: EntryCursor;
  readonly onApplied: (sequence: number) => void;
  /** Up to where the tables tell. */
  readonly toldSequence: number;
  readonly tables: ReadTables;
  readonly onPage: () => Promise<void>;
}

export type ReadTables = (run: RunStarted) => Promise<AdoptedTables>;

/** @throws UnreadableSave when the tables do not tell all of the journal, or something else than it. */
export async function adoptRun(
  options: AdoptionOptions,
): Promise<{ readonly engine: Engine; readonly entries: number }> {
  const { journal, fromSequence, toldSequence, cursor, onApplied } = options;
  if (toldSequence < journal.head) {
    throw new UnreadableSave(
      `its tables end at entry ${toldSequence} of ${journal.head}, so that they cannot tell what it holds`,
    );
  }
  const engine = options.createEngine();
  let adoption: ReturnType<Engine['adopt']> | undefined;
  let entries = 0;
  for await (const page of journal.read(fromSequence)) {
    await options.onPage();
    for (const { entry } of page) {
      cursor.sequence = entry.sequence;
      cursor.timeMs = entry.timeMs;
      const { event } = entry;
      if (event.type === 'runStarted') adoption = engine.adopt(event, await options.tables(event));
      adoption?.take(entry);
      entries += 1;
      onApplied(entry.sequence);
    }
  }
  adoption?.finish();
  return { engine, entries };
}

const PAGE_ROWS = 1000;

/** All that tables say of the latest run. */
export async function readAdoptedTables(
  reader: ProjectionReader,
  run: RunStarted,
  fromMs: number,
): Promise<AdoptedTables> {
  const isOfRun = (id: string): boolean => id.startsWith(`${run.runId}-`);
  const orders = await allOf((page) => reader.orders(page));
  const fills = await allOf((page) => reader.fills(page));
  const protective = await allOf((page) => reader.protectiveOrders(page));
  return {
    orders: new Map(
      orders.flatMap((order) => (isOfRun(order.request.clientOrderId) ? [[order.request.clientOrderId, order]] : [])),
    ),
    fills: Map.groupBy(
      fills.filter(({ clientOrderId }) => isOfRun(clientOrderId)),
      ({ clientOrderId }) => clientOrderId,
    ),
    positions: await allOf((page) => reader.positions({ ...page, isOpen: true })),
    protective: protective.filter(({ clientOrderId }) => isOfRun(clientOrderId)),
    trips: (await allOf((page) => reader.roundTrips(page))).filter(({ entryTimeMs }) => entryTimeMs >= fromMs),
    flows: (await allOf((page) => reader.flows(page))).filter(({ timeMs }) => timeMs >= fromMs),
  };
}

/** Oldest first. */
async function allOf<Row>(query: (page: Page) => Promise<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let offset = 0; ; offset += PAGE_ROWS) {
    const found = await query({ limit: PAGE_ROWS, offset });
    rows.push(...found);
    if (found.length < PAGE_ROWS) return rows.toReversed();
  }
}
