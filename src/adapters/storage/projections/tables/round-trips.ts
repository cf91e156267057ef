import { type Decimal, decimal, formatDecimal } from '../../../../domain/decimal.ts';
import type { Notional, Price, Quantity } from '../../../../domain/units.ts';
import type { RoundTripRow } from '../../../../ports/projections.ts';
import type { SqlValue } from '../../sql.ts';
import { type ProjectionTable, exact, finite } from './table.ts';

export const roundTripsTable: ProjectionTable<RoundTripRow> = {
  name: 'round_trips',
  columns: [
    'sequence',
    'lane',
    'strategy',
    'instrument',
    'entry_time_ms',
    'exit_time_ms',
    'quantity',
    'average_entry_price',
    'average_exit_price',
    'cost_notional',
    'proceeds_notional',
    'gross_pnl',
    'fees',
    'net_pnl',
    'return_ratio',
    'other_fees',
    'fills',
    'entries',
    'exit_reason',
  ],
  key: ['sequence', 'lane'],
  onConflict: 'replace',
  toRow: (columns) => ({
    lane: columns['lane'] as number,
    strategy: columns['strategy'] as string,
    instrument: columns['instrument'] as number,
    entryTimeMs: columns['entry_time_ms'] as number,
    exitTimeMs: columns['exit_time_ms'] as number,
    quantity: exact(columns['quantity']) as Quantity,
    averageEntryPrice: exact(columns['average_entry_price']) as Price,
    averageExitPrice: exact(columns['average_exit_price']) as Price,
    costNotional: exact(columns['cost_notional']) as Notional,
    proceedsNotional: exact(columns['proceeds_notional']) as Notional,
    grossPnl: exact(columns['gross_pnl']) as Notional,
    fees: exact(columns['fees']) as Notional,
    netPnl: exact(columns['net_pnl']) as Notional,
    returnRatio: columns['return_ratio'] as number,
    otherFees: parseFees(columns['other_fees'] as string),
    fills: columns['fills'] as number,
    entries: columns['entries'] as number,
    exitReason: columns['exit_reason'] as string,
  }),
};

/** Values in the order of the columns. */
export function roundTripValues(sequence: number, trip: RoundTripRow): SqlValue[] {
  return [
    sequence,
    trip.lane,
    trip.strategy,
    trip.instrument,
    trip.entryTimeMs,
    trip.exitTimeMs,
    formatDecimal(trip.quantity),
    formatDecimal(trip.averageEntryPrice),
    formatDecimal(trip.averageExitPrice),
    formatDecimal(trip.costNotional),
    formatDecimal(trip.proceedsNotional),
    formatDecimal(trip.grossPnl),
    formatDecimal(trip.fees),
    formatDecimal(trip.netPnl),
    finite('returnRatio', trip.returnRatio),
    printFees(trip.otherFees),
    trip.fills,
    trip.entries,
    trip.exitReason,
  ];
}

/** In the order of the assets, so that the same fees are the same text. */
function printFees(fees: Readonly<Record<string, Decimal>>): string {
  const sorted = Object.entries(fees).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted.map(([asset, amount]) => [asset, formatDecimal(amount)])));
}

function parseFees(text: string): Record<string, Decimal> {
  const fees = Object.entries(JSON.parse(text) as Record<string, string>);
  return Object.fromEntries(fees.map(([asset, amount]) => [asset, decimal(amount)]));
}
