import type { Migration } from './migration.ts';

/** Profit beside equity, and the account as of the watermark. Rows of older versions have none. */
export const profitMigration: Migration = {
  version: 6,
  name: 'profit',
  sql: `
    ALTER TABLE equity ADD COLUMN closed_pnl DOUBLE PRECISION;
    ALTER TABLE equity ADD COLUMN open_pnl DOUBLE PRECISION;
    ALTER TABLE equity ADD COLUMN open_exit_fees DOUBLE PRECISION;
    ALTER TABLE equity ADD COLUMN dust_pnl DOUBLE PRECISION;
    CREATE TABLE account (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      sequence BIGINT NOT NULL,
      time_ms BIGINT NOT NULL,
      equity DOUBLE PRECISION NOT NULL,
      cash DOUBLE PRECISION NOT NULL,
      drawdown_ratio DOUBLE PRECISION NOT NULL,
      return_ratio DOUBLE PRECISION,
      closed_pnl DOUBLE PRECISION NOT NULL,
      open_pnl DOUBLE PRECISION NOT NULL,
      open_exit_fees DOUBLE PRECISION NOT NULL,
      dust_pnl DOUBLE PRECISION NOT NULL,
      positions TEXT NOT NULL
    );
  `,
};
