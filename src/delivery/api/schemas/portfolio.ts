import { z } from 'zod';
import { formatDecimal } from '../../../domain/index.ts';
import type { PositionRow, RoundTripRow } from '../../../ports/index.ts';
import type { SymbolBook } from '../symbol-book.ts';
import { finiteOrNull } from './values.ts';

export const positionSchema = z
  .object({
    lane: z.number().int(),
    symbol: z.string(),
    strategy: z.string(),
    quantity: z.string().describe('Zero once closed.'),
    entryPrice: z.string().describe('Average, fees not included.'),
    stopPrice: z.number().nullable(),
    targetPrice: z.number().nullable(),
    openedTimeMs: z.number(),
    updatedTimeMs: z.number(),
    closedTimeMs: z.number().nullable(),
  })
  .meta({ id: 'Position' });

export const roundTripSchema = z
  .object({
    lane: z.number().int(),
    symbol: z.string(),
    strategy: z.string(),
    entryTimeMs: z.number(),
    exitTimeMs: z.number(),
    quantity: z.string(),
    averageEntryPrice: z.string(),
    averageExitPrice: z.string(),
    grossPnl: z.string(),
    fees: z.string(),
    netPnl: z.string(),
    returnRatio: z.number(),
    otherFees: z.record(z.string(), z.string()),
    fills: z.number().int(),
    entries: z.number().int(),
    exitReason: z.string(),
  })
  .meta({ id: 'RoundTrip' });

export const equitySchema = z
  .object({
    timeMs: z.number(),
    equity: z.number(),
    cash: z.number(),
    drawdownRatio: z.number(),
    returnRatio: z.number().nullable().describe('Time-weighted since the run began.'),
  })
  .meta({ id: 'EquityPoint' });

export const flowSchema = z
  .object({
    timeMs: z.number(),
    asset: z.string(),
    amount: z.string().describe('Negative when it was taken out.'),
    equityBefore: z.number(),
    actor: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'Flow' });

export function toPosition(row: PositionRow, symbols: SymbolBook): z.output<typeof positionSchema> {
  return {
    lane: row.lane,
    symbol: symbols.symbolOf(row.instrument),
    strategy: row.strategy,
    quantity: formatDecimal(row.quantity),
    entryPrice: formatDecimal(row.entryPrice),
    stopPrice: finiteOrNull(row.stopPrice),
    targetPrice: finiteOrNull(row.targetPrice),
    openedTimeMs: row.openedTimeMs,
    updatedTimeMs: row.updatedTimeMs,
    closedTimeMs: row.closedTimeMs ?? null,
  };
}

export function toRoundTrip(row: RoundTripRow, symbols: SymbolBook): z.output<typeof roundTripSchema> {
  const otherFees = Object.entries(row.otherFees).map(([asset, amount]) => [asset, formatDecimal(amount)]);
  return {
    lane: row.lane,
    symbol: symbols.symbolOf(row.instrument),
    strategy: row.strategy,
    entryTimeMs: row.entryTimeMs,
    exitTimeMs: row.exitTimeMs,
    quantity: formatDecimal(row.quantity),
    averageEntryPrice: formatDecimal(row.averageEntryPrice),
    averageExitPrice: formatDecimal(row.averageExitPrice),
    grossPnl: formatDecimal(row.grossPnl),
    fees: formatDecimal(row.fees),
    netPnl: formatDecimal(row.netPnl),
    returnRatio: row.returnRatio,
    otherFees: Object.fromEntries(otherFees) as Record<string, string>,
    fills: row.fills,
    entries: row.entries,
    exitReason: row.exitReason,
  };
}
