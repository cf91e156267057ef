import type { Migration } from './migration.ts';

/** What was decided stands behind the hash of the commands: it is more than a hash. */
export const answersMigration: Migration = {
  version: 9,
  name: 'answers',
  sql: 'ALTER TABLE journal RENAME COLUMN commands_hash TO answer;',
};
