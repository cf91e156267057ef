import type { Migration } from './migration.ts';

/** Where entries are that are in the journal no more: one row for each file, the first entry of a run kept beside it. */
export const archiveMigration: Migration = {
  version: 11,
  name: 'archive',
  sql: `
    CREATE TABLE journal_archive (
      first_sequence BIGINT PRIMARY KEY,
      last_sequence BIGINT NOT NULL,
      run_id TEXT NOT NULL,
      first_time_ms BIGINT NOT NULL,
      last_time_ms BIGINT NOT NULL,
      link_before TEXT NOT NULL,
      link_after TEXT NOT NULL,
      answer_after TEXT,
      file TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      bytes BIGINT NOT NULL,
      opening TEXT,
      newest TEXT NOT NULL
    );
  `,
};
