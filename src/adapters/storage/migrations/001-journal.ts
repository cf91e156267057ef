import type { Migration } from './migration.ts';

/** The truth, and what identifies the run that wrote it. */
export const journalMigration: Migration = {
  version: 1,
  name: 'journal',
  sql: `
    CREATE TABLE journal (
      sequence INTEGER PRIMARY KEY,
      time_ms BIGINT NOT NULL,
      type TEXT NOT NULL,
      payload TEXT NOT NULL,
      commands_hash TEXT
    );
    CREATE TABLE meta (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    );
  `,
};
