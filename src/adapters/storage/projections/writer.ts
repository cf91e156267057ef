import type { Instrument } from '../../../domain/market/instrument.ts';
import type {
  AccountRow,
  DecisionRow,
  DeniedEntry,
  EquityRow,
  FillRow,
  FlowRow,
  NoticeRow,
  OrderRow,
  PositionRow,
  ProjectionWriter,
  ProtectiveOrderRow,
  RoundTripRow,
} from '../../../ports/projections.ts';
import { assert } from '../../../domain/assert.ts';
import type { Database } from '../database.ts';
import { MetaTable } from '../meta-table.ts';
import type { RowWriter, SqlValue } from '../sql.ts';
import { WriteQueue } from '../write-queue.ts';
import { accountTable, accountValues } from './tables/account.ts';
import { decisionValues, decisionsTable } from './tables/decisions.ts';
import { denialValues, denialsTable } from './tables/denials.ts';
import { equityTable, equityValues } from './tables/equity.ts';
import { fillValues, fillsTable } from './tables/fills.ts';
import { flowValues, flowsTable } from './tables/flows.ts';
import { instrumentValues, instrumentsTable } from './tables/instruments.ts';
import { noticeValues, noticesTable } from './tables/notices.ts';
import { orderValues, ordersTable } from './tables/orders.ts';
import { positionValues, positionsTable } from './tables/positions.ts';
import { protectiveOrderValues, protectiveOrdersTable } from './tables/protective-orders.ts';
import { roundTripValues, roundTripsTable } from './tables/round-trips.ts';
import { type ProjectionTable, writeSql } from './tables/table.ts';
import { PROJECTION_TABLES } from './tables/index.ts';

export const WATERMARK_KEY = 'projection_watermark';
/** Far above what the journal's own buffer of entries leads to: the journal refuses first. */
const WAITING_ROWS = 1_000_000;

/** Rows of the journal entries, in the journal's own transactions: they never disagree after a crash. */
export class SqliteProjectionWriter implements ProjectionWriter {
  readonly #database: Database;
  readonly #meta: MetaTable;
  readonly #queue: WriteQueue;
  readonly #statements = new Map<string, RowWriter>();
  #watermark: number;
  #savedWatermark: number;
  /** Rows without a name of their own are numbered within their entry. */
  #numbered = 0;
  #ordinal = 0;
  #readAccount: () => AccountRow | undefined = () => undefined;

  /** @throws StorageFailure when the storage cannot be read. */
  constructor(database: Database) {
    this.#database = database;
    this.#queue = new WriteQueue(database, WAITING_ROWS);
    for (const table of PROJECTION_TABLES) {
      this.#statements.set(table.name, database.rowWriter(table, writeSql(table)));
    }
    this.#meta = new MetaTable(database);
    this.#watermark = Number(this.#meta.get(WATERMARK_KEY) ?? 0);
    this.#savedWatermark = this.#watermark;
    database.enlist({
      hasPending: () => this.#watermark !== this.#savedWatermark,
      write: () => this.#writeWatermark(),
      settled: () => {
        this.#savedWatermark = this.#watermark;
      },
    });
  }

  get watermark(): number {
    return this.#watermark;
  }

  orderChanged(sequence: number, order: OrderRow): void {
    if (this.#isDue(sequence)) this.#add(ordersTable, orderValues(sequence, order));
  }

  fillBooked(sequence: number, fill: FillRow): void {
    if (this.#isDue(sequence)) this.#add(fillsTable, fillValues(sequence, fill));
  }

  positionChanged(sequence: number, position: PositionRow): void {
    if (this.#isDue(sequence)) this.#add(positionsTable, positionValues(sequence, position));
  }

  protectionChanged(sequence: number, order: ProtectiveOrderRow): void {
    if (this.#isDue(sequence)) this.#add(protectiveOrdersTable, protectiveOrderValues(sequence, order));
  }

  roundTripClosed(sequence: number, trip: RoundTripRow): void {
    if (this.#isDue(sequence)) this.#add(roundTripsTable, roundTripValues(sequence, trip));
  }

  decisionMade(sequence: number, decision: DecisionRow): void {
    if (this.#isDue(sequence)) this.#add(decisionsTable, decisionValues(sequence, decision));
  }

  entryDenied(sequence: number, denied: DeniedEntry): void {
    if (!this.#isDue(sequence)) return;
    for (const block of denied.blocks) {
      this.#add(denialsTable, denialValues(sequence, this.#nextOrdinal(sequence), denied, block));
    }
  }

  equitySampled(sequence: number, sample: EquityRow): void {
    if (this.#isDue(sequence)) this.#add(equityTable, equityValues(sequence, sample));
  }

  fundsMoved(sequence: number, flow: FlowRow): void {
    if (this.#isDue(sequence)) this.#add(flowsTable, flowValues(sequence, flow));
  }

  noticeRaised(sequence: number, notice: NoticeRow): void {
    if (this.#isDue(sequence)) this.#add(noticesTable, noticeValues(sequence, this.#nextOrdinal(sequence), notice));
  }

  instrumentChanged(sequence: number, instrument: Instrument): void {
    if (this.#isDue(sequence)) this.#add(instrumentsTable, instrumentValues(sequence, instrument));
  }

  keepAccount(read: () => AccountRow | undefined): void {
    this.#readAccount = read;
  }

  applied(sequence: number): void {
    if (this.#isDue(sequence)) this.#watermark = sequence;
  }

  async reset(): Promise<void> {
    this.#database.transact(() => {
      for (const table of PROJECTION_TABLES) {
        this.#database.connection.exec(`DELETE FROM ${table.name}`);
        this.#database.integrity?.emptied(table);
      }
      this.#meta.write(WATERMARK_KEY, '0');
    });
    this.#queue.settled();
    this.#watermark = 0;
    this.#savedWatermark = 0;
    this.#numbered = 0;
  }

  #writeWatermark(): void {
    // While a start tells the engine again what is in the tables already, its account is not that of the watermark.
    if (this.#watermark === this.#savedWatermark) return;
    this.#meta.write(WATERMARK_KEY, String(this.#watermark));
    const account = this.#readAccount();
    if (account) this.#statementOf(accountTable).run(...accountValues(this.#watermark, account));
  }

  #isDue(sequence: number): boolean {
    return sequence > this.#watermark;
  }

  #add(table: ProjectionTable<unknown>, values: readonly SqlValue[]): void {
    this.#queue.add(this.#statementOf(table), values);
  }

  #statementOf({ name }: ProjectionTable<unknown>): RowWriter {
    const statement = this.#statements.get(name);
    assert(statement !== undefined, () => `projection ${name} must be listed in tables.ts`);
    return statement;
  }

  #nextOrdinal(sequence: number): number {
    this.#ordinal = sequence === this.#numbered ? this.#ordinal + 1 : 1;
    this.#numbered = sequence;
    return this.#ordinal;
  }
}
