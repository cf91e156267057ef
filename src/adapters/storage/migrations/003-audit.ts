import type { Migration } from './migration.ts';

/** What people did to the running program. */
export const auditMigration: Migration = {
  version: 3,
  name: 'audit',
  sql: `
    CREATE TABLE audit (
      sequence INTEGER PRIMARY KEY,
      time_ms BIGINT NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      detail TEXT NOT NULL,
      hash TEXT NOT NULL
    );
    CREATE TABLE setting_overrides (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      actor TEXT NOT NULL,
      time_ms BIGINT NOT NULL
    );
  `,
};
