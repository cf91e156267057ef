import { formatDecimal } from '../../../../domain/decimal.ts';
import type { FlowRow } from '../../../../ports/projections.ts';
import type { SqlValue } from '../../sql.ts';
import { type ProjectionTable, exact, finite } from './table.ts';

/** At most one deposit or withdrawal comes of a journal entry. */
export const flowsTable: ProjectionTable<FlowRow> = {
  name: 'flows',
  columns: ['sequence', 'time_ms', 'asset', 'amount', 'equity_before', 'actor', 'reason'],
  key: ['sequence'],
  onConflict: 'replace',
  toRow: (columns) => ({
    timeMs: columns['time_ms'] as number,
    asset: columns['asset'] as string,
    amount: exact(columns['amount']),
    equityBefore: columns['equity_before'] as number,
    actor: columns['actor'] as string,
    reason: columns['reason'] as string,
  }),
};

/** Values in the order of the columns. */
export function flowValues(sequence: number, flow: FlowRow): SqlValue[] {
  const { timeMs, asset, amount, equityBefore, actor, reason } = flow;
  return [sequence, timeMs, asset, formatDecimal(amount), finite('equityBefore', equityBefore), actor, reason];
}
