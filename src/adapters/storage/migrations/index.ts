/** Forward only. A migration that was released is never changed: what it lacks goes into the next one. */
import { journalMigration } from './001-journal.ts';
import { projectionsMigration } from './002-projections.ts';
import { auditMigration } from './003-audit.ts';
import { orderRolesMigration } from './004-order-roles.ts';
import { flowsMigration } from './005-flows.ts';
import { profitMigration } from './006-profit.ts';
import { tradeSidesMigration } from './007-trade-sides.ts';
import { integrityMigration } from './008-integrity.ts';
import { answersMigration } from './009-answers.ts';
import { rowFormsMigration } from './010-row-forms.ts';
import { archiveMigration } from './011-archive.ts';
import type { Migration } from './migration.ts';

export type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [
  journalMigration,
  projectionsMigration,
  auditMigration,
  orderRolesMigration,
  flowsMigration,
  profitMigration,
  tradeSidesMigration,
  integrityMigration,
  answersMigration,
  rowFormsMigration,
  archiveMigration,
];
