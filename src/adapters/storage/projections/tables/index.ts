/** Every projection table: a listed one is emptied for a rebuild and enters the digest. */
import { accountTable } from './account.ts';
import { decisionsTable } from './decisions.ts';
import { denialsTable } from './denials.ts';
import { equityTable } from './equity.ts';
import { fillsTable } from './fills.ts';
import { flowsTable } from './flows.ts';
import { instrumentsTable } from './instruments.ts';
import { noticesTable } from './notices.ts';
import { ordersTable } from './orders.ts';
import { positionsTable } from './positions.ts';
import { protectiveOrdersTable } from './protective-orders.ts';
import { roundTripsTable } from './round-trips.ts';
import type { ProjectionTable } from './table.ts';

export const PROJECTION_TABLES: readonly ProjectionTable<unknown>[] = [
  instrumentsTable,
  ordersTable,
  fillsTable,
  positionsTable,
  protectiveOrdersTable,
  roundTripsTable,
  decisionsTable,
  denialsTable,
  equityTable,
  flowsTable,
  accountTable,
  noticesTable,
];
