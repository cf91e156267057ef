import type Sqlite from 'better-sqlite3';
import { assert } from '../../../domain/assert.ts';
import type { EquityRow, TimeRange } from '../../../ports/projections.ts';
import type { SqlValue } from '../sql.ts';
import { MONEY_COLUMNS, equityTable } from './tables/equity.ts';
import { Query } from './query.ts';
import type { SqlRow } from './tables/table.ts';

/**
 * Samples in time order. Of more than `points`, those where the integer part of
 * rank × (points − 1) ÷ (samples − 1) grows: `points` of them, the first and the last included.
 */
export function equitySeries(
  connection: Sqlite.Database,
  options: TimeRange & { readonly points: number },
): EquityRow[] {
  const { points } = options;
  assert(Number.isSafeInteger(points) && points >= 2, () => `points must be 2 or more, value was ${points}`);
  const query = new Query().within('time_ms', options);
  const steps = `CAST(${points - 1} AS BIGINT)`;
  const sql = `
    SELECT ${MONEY_COLUMNS.join(', ')}
    FROM (
      SELECT *, row_number() OVER (ORDER BY time_ms) - 1 AS rank, count(*) OVER () AS samples
      FROM equity ${query.where}
    ) AS ranked
    WHERE samples <= ${points} OR rank = 0
      OR rank * ${steps} / (samples - 1) > (rank - 1) * ${steps} / (samples - 1)
    ORDER BY time_ms`;
  return connection
    .prepare<SqlValue[], SqlRow>(sql)
    .all(...query.values)
    .map(equityTable.toRow);
}
