import type { Denial } from '../../../../domain/decision.ts';
import type { DenialRow, DeniedEntry } from '../../../../ports/projections.ts';
import type { SqlValue } from '../../sql.ts';
import { type ProjectionTable, type SqlRow, textOrUndefined } from './table.ts';

export const denialsTable: ProjectionTable<DenialRow> = {
  name: 'risk_denials',
  columns: [
    'sequence',
    'ordinal',
    'decision_id',
    'lane',
    'instrument',
    'time_ms',
    'rule',
    'code',
    'message',
    'limit_json',
    'value_json',
  ],
  key: ['sequence', 'ordinal'],
  onConflict: 'replace',
  toRow: (columns) => ({
    decisionId: columns['decision_id'] as string,
    lane: columns['lane'] as number,
    instrument: columns['instrument'] as number,
    timeMs: columns['time_ms'] as number,
    block: toBlock(columns),
  }),
};

/** `ordinal` counts the denials of one journal entry. */
export function denialValues(sequence: number, ordinal: number, denied: DeniedEntry, block: Denial): SqlValue[] {
  return [
    sequence,
    ordinal,
    denied.decisionId,
    denied.lane,
    denied.instrument,
    denied.timeMs,
    block.rule,
    block.code,
    block.message,
    limitJson(block.limit),
    limitJson(block.value),
  ];
}

/** A limit may be a number or a text like `08:00-22:00`: as JSON it reads back as what it was. */
function limitJson(limit: number | string | undefined): string | null {
  return limit === undefined || Number.isNaN(limit) ? null : JSON.stringify(limit);
}

function toBlock(columns: SqlRow): Denial {
  const limit = textOrUndefined(columns['limit_json']);
  const value = textOrUndefined(columns['value_json']);
  return {
    rule: columns['rule'] as string,
    code: columns['code'] as string,
    message: columns['message'] as string,
    ...(limit === undefined ? {} : { limit: JSON.parse(limit) as number | string }),
    ...(value === undefined ? {} : { value: JSON.parse(value) as number | string }),
  };
}
