import type { Migration } from './migration.ts';

/** The last entry of each commit links it to the commit before. An empty seal says that the database is yet to be sealed. */
export const integrityMigration: Migration = {
  version: 8,
  name: 'integrity',
  sql: `
    ALTER TABLE journal ADD COLUMN link TEXT;
    INSERT INTO meta (key, value) VALUES ('integrity', '');
  `,
};
