import type { NoticeLevel } from '../../../../domain/orders/commands.ts';
import type { NoticeRow } from '../../../../ports/projections.ts';
import type { SqlValue } from '../../sql.ts';
import type { ProjectionTable } from './table.ts';

export const noticesTable: ProjectionTable<NoticeRow> = {
  name: 'notices',
  columns: ['sequence', 'ordinal', 'time_ms', 'level', 'code', 'message'],
  key: ['sequence', 'ordinal'],
  onConflict: 'replace',
  toRow: (columns) => ({
    timeMs: columns['time_ms'] as number,
    level: columns['level'] as NoticeLevel,
    code: columns['code'] as string,
    message: columns['message'] as string,
  }),
};

/** `ordinal` counts the notices of one journal entry. */
export function noticeValues(sequence: number, ordinal: number, notice: NoticeRow): SqlValue[] {
  return [sequence, ordinal, notice.timeMs, notice.level, notice.code, notice.message];
}
