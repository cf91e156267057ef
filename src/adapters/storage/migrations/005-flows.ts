import type { Migration } from './migration.ts';

/** Deposits and withdrawals, and returns that they do not touch. */
export const flowsMigration: Migration = {
  version: 5,
  name: 'flows',
  sql: `
    CREATE TABLE flows (
      sequence BIGINT PRIMARY KEY,
      time_ms BIGINT NOT NULL,
      asset TEXT NOT NULL,
      amount TEXT NOT NULL,
      equity_before DOUBLE PRECISION NOT NULL,
      actor TEXT NOT NULL,
      reason TEXT NOT NULL
    );
    CREATE INDEX flows_by_time ON flows (time_ms);
    ALTER TABLE equity ADD COLUMN return_ratio DOUBLE PRECISION;
  `,
};
