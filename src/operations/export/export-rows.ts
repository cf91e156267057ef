/** Tables as flat records: exact decimals as text, times in ISO 8601 and UTC. */
import { encodeEvent, formatDecimal, roleOf } from '../../domain/index.ts';
import type { Journal, ProjectionReader, RecordedEntry } from '../../ports/index.ts';
import { type Records, allRows, recordedInstruments } from '../records.ts';
import type { ExportName } from './exports.ts';

type Cell = string | number | boolean | null;
export type ExportRow = Readonly<Record<string, Cell>>;

/** Names that the export of each table begins with, so that an empty table has a head, too. */
export const EXPORT_COLUMNS: Readonly<Record<ExportName, readonly string[]>> = {
  trades: [
    'symbol',
    'strategy',
    'entry_time',
    'exit_time',
    'quantity',
    'entry_price',
    'exit_price',
    'cost',
    'proceeds',
    'gross_pnl',
    'fees',
    'net_pnl',
    'return_ratio',
    'fills',
    'exit_reason',
  ],
  positions: [
    'symbol',
    'strategy',
    'entry_time',
    'quantity',
    'entry_price',
    'last_price',
    'fees',
    'realized_pnl',
    'unrealized_pnl',
    'exit_fee',
    'profit_ratio',
  ],
  orders: [
    'client_order_id',
    'venue_order_id',
    'symbol',
    'side',
    'type',
    'purpose',
    'role',
    'status',
    'quantity',
    'price',
    'filled_quantity',
    'average_price',
    'created_time',
    'updated_time',
    'decision_id',
    'reason',
    'last_reason',
  ],
  fills: [
    'time',
    'venue',
    'trade_id',
    'client_order_id',
    'symbol',
    'side',
    'price',
    'quantity',
    'fee',
    'fee_asset',
    'liquidity',
    'realized_pnl',
  ],
  decisions: [
    'id',
    'time',
    'candle_open_time',
    'lane',
    'symbol',
    'strategy',
    'action',
    'reason',
    'score',
    'score_blended',
    'confidence',
    'regime',
    'explain',
  ],
  equity: ['time', 'equity', 'cash', 'drawdown_ratio', 'closed_pnl', 'open_pnl', 'open_exit_fees', 'dust_pnl'],
  notices: ['time', 'level', 'code', 'message'],
  journal: ['sequence', 'time', 'type', 'event', 'commands_hash'],
};

/** Newest first, as the tables are kept; equity and journal oldest first. */
export async function* exportRows(name: ExportName, records: Records): AsyncIterable<ExportRow> {
  const instruments = await recordedInstruments(records);
  yield* rowsOf(name, records, (instrument) => instruments.get(instrument)?.symbol ?? String(instrument));
}

type SymbolOf = (instrument: number) => string;

function rowsOf(name: ExportName, { reader, journal }: Records, symbolOf: SymbolOf): AsyncIterable<ExportRow> {
  switch (name) {
    case 'trades':
      return trades(reader, symbolOf);
    case 'positions':
      return positions(reader, symbolOf);
    case 'orders':
      return orders(reader, symbolOf);
    case 'fills':
      return fills(reader, symbolOf);
    case 'decisions':
      return decisions(reader, symbolOf);
    case 'equity':
      return equity(reader);
    case 'notices':
      return notices(reader);
    case 'journal':
      return entries(journal);
  }
}

async function* trades(reader: ProjectionReader, symbolOf: SymbolOf): AsyncIterable<ExportRow> {
  for await (const trip of allRows((page) => reader.roundTrips(page))) {
    yield {
      symbol: symbolOf(trip.instrument),
      strategy: trip.strategy,
      entry_time: iso(trip.entryTimeMs),
      exit_time: iso(trip.exitTimeMs),
      quantity: formatDecimal(trip.quantity),
      entry_price: formatDecimal(trip.averageEntryPrice),
      exit_price: formatDecimal(trip.averageExitPrice),
      cost: formatDecimal(trip.costNotional),
      proceeds: formatDecimal(trip.proceedsNotional),
      gross_pnl: formatDecimal(trip.grossPnl),
      fees: formatDecimal(trip.fees),
      net_pnl: formatDecimal(trip.netPnl),
      return_ratio: trip.returnRatio,
      fills: trip.fills,
      exit_reason: trip.exitReason,
    };
  }
}

/** What is open, at the last prices; the ended ones are trades. */
async function* positions(reader: ProjectionReader, symbolOf: SymbolOf): AsyncIterable<ExportRow> {
  for (const held of (await reader.account())?.positions ?? []) {
    yield {
      symbol: symbolOf(held.instrument),
      strategy: held.strategy,
      entry_time: iso(held.openedTimeMs),
      quantity: formatDecimal(held.quantity),
      entry_price: formatDecimal(held.entryPrice),
      last_price: held.lastPrice,
      fees: formatDecimal(held.fees),
      realized_pnl: held.realizedPnl,
      unrealized_pnl: held.unrealizedPnl,
      exit_fee: held.exitFee,
      profit_ratio: held.profitRatio,
    };
  }
}

async function* orders(reader: ProjectionReader, symbolOf: SymbolOf): AsyncIterable<ExportRow> {
  for await (const { request, ...order } of allRows((page) => reader.orders(page))) {
    yield {
      client_order_id: request.clientOrderId,
      venue_order_id: order.venueOrderId ?? null,
      symbol: symbolOf(request.instrument),
      side: request.side,
      type: request.type,
      purpose: request.purpose,
      role: roleOf(request),
      status: order.status,
      quantity: formatDecimal(request.quantity),
      price: decimal(request.price),
      filled_quantity: formatDecimal(order.filledQuantity),
      average_price: decimal(order.averagePrice),
      created_time: iso(order.createdTimeMs),
      updated_time: iso(order.updatedTimeMs),
      decision_id: request.decisionId,
      reason: request.reason,
      last_reason: order.lastReason,
    };
  }
}

async function* fills(reader: ProjectionReader, symbolOf: SymbolOf): AsyncIterable<ExportRow> {
  for await (const fill of allRows((page) => reader.fills(page))) {
    yield {
      time: iso(fill.timeMs),
      venue: fill.venue,
      trade_id: fill.tradeId,
      client_order_id: fill.clientOrderId,
      symbol: symbolOf(fill.instrument),
      side: fill.side,
      price: formatDecimal(fill.price),
      quantity: formatDecimal(fill.quantity),
      fee: formatDecimal(fill.fee),
      fee_asset: fill.feeAsset,
      liquidity: fill.liquidity,
      realized_pnl: decimal(fill.realizedPnl),
    };
  }
}

async function* decisions(reader: ProjectionReader, symbolOf: SymbolOf): AsyncIterable<ExportRow> {
  for await (const decision of allRows((page) => reader.decisions(page))) {
    yield {
      id: decision.id,
      time: iso(decision.timeMs),
      candle_open_time: iso(decision.candleOpenTimeMs),
      lane: decision.lane,
      symbol: symbolOf(decision.instrument),
      strategy: decision.strategy,
      action: decision.action,
      reason: decision.reason,
      score: decision.score,
      score_blended: decision.scoreBlended,
      confidence: decision.confidence,
      regime: decision.regime,
      explain: decision.explain === undefined ? null : JSON.stringify(decision.explain),
    };
  }
}

async function* equity(reader: ProjectionReader): AsyncIterable<ExportRow> {
  for (const row of await reader.equity({ points: Number.MAX_SAFE_INTEGER })) {
    yield {
      time: iso(row.timeMs),
      equity: row.equity,
      cash: row.cash,
      drawdown_ratio: row.drawdownRatio,
      closed_pnl: row.profit?.closedPnl ?? null,
      open_pnl: row.profit?.openPnl ?? null,
      open_exit_fees: row.profit?.openExitFees ?? null,
      dust_pnl: row.profit?.dustPnl ?? null,
    };
  }
}

async function* notices(reader: ProjectionReader): AsyncIterable<ExportRow> {
  for await (const { timeMs, level, code, message } of allRows((page) => reader.notices(page))) {
    yield { time: iso(timeMs), level, code, message };
  }
}

async function* entries(journal: Journal): AsyncIterable<ExportRow> {
  for await (const page of journal.read(1)) yield* page.map(entryRow);
}

function entryRow({ entry, commandsHash }: RecordedEntry): ExportRow {
  const { sequence, timeMs, event } = entry;
  return {
    sequence,
    time: iso(timeMs),
    type: event.type,
    event: encodeEvent(event),
    commands_hash: commandsHash ?? null,
  };
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

function decimal(value: bigint | undefined): string | null {
  return value === undefined ? null : formatDecimal(value);
}
