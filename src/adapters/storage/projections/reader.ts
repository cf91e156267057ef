import { type Result, ok } from '../../../domain/result.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import type { StorageFailure } from '../../../ports/journal.ts';
import type {
  AccountRow,
  DecisionFilter,
  DecisionRow,
  DenialCount,
  DenialFilter,
  DenialRow,
  EquityRow,
  FillFilter,
  FillRow,
  FlowFilter,
  FlowRow,
  NoticeFilter,
  NoticeRow,
  OrderFilter,
  OrderRow,
  Page,
  PositionFilter,
  PositionRow,
  ProjectionReader,
  ProtectiveOrderFilter,
  ProtectiveOrderRow,
  RoundTripFilter,
  RoundTripRow,
  TimeRange,
} from '../../../ports/projections.ts';
import type { Database } from '../database.ts';
import { MetaTable } from '../meta-table.ts';
import { openDatabase } from '../open-database.ts';
import { accountTable } from './tables/account.ts';
import { decisionsTable } from './tables/decisions.ts';
import { denialsTable } from './tables/denials.ts';
import { equitySeries } from './equity-series.ts';
import { fillsTable } from './tables/fills.ts';
import { flowsTable } from './tables/flows.ts';
import { instrumentsTable } from './tables/instruments.ts';
import { noticesTable } from './tables/notices.ts';
import { ordersTable } from './tables/orders.ts';
import { positionsTable } from './tables/positions.ts';
import { Query } from './query.ts';
import { protectiveOrdersTable } from './tables/protective-orders.ts';
import { roundTripsTable } from './tables/round-trips.ts';
import type { ProjectionTable, SqlRow } from './tables/table.ts';
import type { SqlValue } from '../sql.ts';
import { WATERMARK_KEY } from './writer.ts';

/** Opens a read-only connection of its own; the database must exist. */
export function openProjectionReader(path: string): Result<ProjectionReader, StorageFailure> {
  const opened = openDatabase(path, { readonly: true });
  return opened.ok ? ok(readerOn(opened.value)) : opened;
}

/** On a connection that is open; closing the one closes the other. */
export function readerOn(database: Database): ProjectionReader {
  return new SqliteProjectionReader(database);
}

class SqliteProjectionReader implements ProjectionReader {
  readonly #database: Database;
  readonly #meta: MetaTable;

  constructor(database: Database) {
    this.#database = database;
    this.#meta = new MetaTable(database);
  }

  async watermark(): Promise<number> {
    return Number(this.#meta.get(WATERMARK_KEY) ?? 0);
  }

  async instruments(): Promise<Instrument[]> {
    return this.#rows(instrumentsTable, 'ORDER BY id', []);
  }

  async order(clientOrderId: string): Promise<OrderRow | undefined> {
    return this.#rows(ordersTable, 'WHERE client_order_id = ?', [clientOrderId])[0];
  }

  async orders(filter: OrderFilter = {}): Promise<OrderRow[]> {
    const query = new Query()
      .anyOf('status', filter.statuses)
      .equals('instrument', filter.instrument)
      .equals('lane', filter.lane)
      .within('created_time_ms', filter);
    return this.#page(ordersTable, query, 'created_time_ms DESC, client_order_id DESC', filter);
  }

  async fills(filter: FillFilter = {}): Promise<FillRow[]> {
    const query = new Query()
      .equals('client_order_id', filter.clientOrderId)
      .equals('instrument', filter.instrument)
      .equals('lane', filter.lane)
      .within('time_ms', filter);
    return this.#page(fillsTable, query, 'time_ms DESC, sequence DESC', filter);
  }

  async positions(filter: PositionFilter = {}): Promise<PositionRow[]> {
    const query = new Query().isAbsent('closed_time_ms', filter.isOpen).equals('instrument', filter.instrument);
    return this.#page(positionsTable, query, 'opened_time_ms DESC, lane DESC', filter);
  }

  async protectiveOrders(filter: ProtectiveOrderFilter = {}): Promise<ProtectiveOrderRow[]> {
    const query = new Query()
      .anyOf('status', filter.statuses)
      .equals('instrument', filter.instrument)
      .equals('lane', filter.lane);
    return this.#page(protectiveOrdersTable, query, 'created_time_ms DESC, client_order_id DESC', filter);
  }

  async roundTrips(filter: RoundTripFilter = {}): Promise<RoundTripRow[]> {
    const query = new Query()
      .equals('instrument', filter.instrument)
      .equals('lane', filter.lane)
      .within('exit_time_ms', filter);
    return this.#page(roundTripsTable, query, 'exit_time_ms DESC, sequence DESC, lane DESC', filter);
  }

  async decisions(filter: DecisionFilter = {}): Promise<DecisionRow[]> {
    const query = new Query()
      .equals('id', filter.id)
      .equals('sequence', filter.sequence)
      .since('sequence', filter.fromSequence)
      .equals('candle_open_time_ms', filter.candleOpenTimeMs)
      .equals('instrument', filter.instrument)
      .equals('lane', filter.lane)
      .equals('action', filter.action)
      .within('time_ms', filter);
    return this.#page(decisionsTable, query, 'time_ms DESC, sequence DESC, id DESC', filter);
  }

  async denials(filter: DenialFilter = {}): Promise<DenialRow[]> {
    const query = new Query()
      .equals('sequence', filter.sequence)
      .equals('rule', filter.rule)
      .equals('decision_id', filter.decisionId)
      .equals('instrument', filter.instrument)
      .equals('lane', filter.lane)
      .within('time_ms', filter);
    return this.#page(denialsTable, query, 'time_ms DESC, sequence DESC, ordinal DESC', filter);
  }

  async denialCounts(range: TimeRange = {}): Promise<DenialCount[]> {
    const query = new Query().within('time_ms', range);
    return this.#all<DenialCount>(
      `SELECT rule, code, count(*) AS count, max(time_ms) AS "lastTimeMs" FROM risk_denials ${query.where}
       GROUP BY rule, code ORDER BY 3 DESC, rule, code`,
      query.values,
    );
  }

  async equity(options: TimeRange & { readonly points: number }): Promise<EquityRow[]> {
    return this.#database.read(() => equitySeries(this.#database.connection, options));
  }

  async flows(filter: FlowFilter = {}): Promise<FlowRow[]> {
    const query = new Query().equals('asset', filter.asset).within('time_ms', filter);
    return this.#page(flowsTable, query, 'time_ms DESC, sequence DESC', filter);
  }

  async account(): Promise<AccountRow | undefined> {
    return this.#rows(accountTable, '', [])[0];
  }

  async notices(filter: NoticeFilter = {}): Promise<NoticeRow[]> {
    const query = new Query().anyOf('level', filter.levels).equals('code', filter.code).within('time_ms', filter);
    return this.#page(noticesTable, query, 'time_ms DESC, sequence DESC, ordinal DESC', filter);
  }

  close(): void {
    this.#database.close();
  }

  #page<Row>(table: ProjectionTable<Row>, query: Query, order: string, page: Page): Row[] {
    return this.#rows(table, `${query.where} ORDER BY ${order} ${query.page(page)}`, query.values);
  }

  #rows<Row>(table: ProjectionTable<Row>, tail: string, values: readonly SqlValue[]): Row[] {
    return this.#all<SqlRow>(`SELECT * FROM ${table.name} ${tail}`, values).map(table.toRow);
  }

  #all<Row>(sql: string, values: readonly SqlValue[]): Row[] {
    return this.#database.read(() => this.#database.connection.prepare<SqlValue[], Row>(sql).all(...values));
  }
}
