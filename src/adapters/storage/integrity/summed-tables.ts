/** Every table that is added up; the journal and the audit log are chains instead. */
import { PROJECTION_TABLES } from '../projections/tables/index.ts';
import { ARCHIVE_TABLE } from '../archive/archive-records.ts';
import { META_TABLE, OVERRIDES_TABLE } from './keeper.ts';
import type { SummedTable } from './row-sums.ts';

/** What decides how a start goes on; small, however long a run is. */
export const DECIDING_TABLES: readonly SummedTable[] = [META_TABLE, OVERRIDES_TABLE, ARCHIVE_TABLE];

export const SUMMED_TABLES: readonly SummedTable[] = [...DECIDING_TABLES, ...PROJECTION_TABLES];
