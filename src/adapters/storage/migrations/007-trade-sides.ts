import type { Migration } from './migration.ts';

/** Two orders of ours that meet are one trade with one id and two fills. */
export const tradeSidesMigration: Migration = {
  version: 7,
  name: 'trade-sides',
  sql: `
    CREATE TABLE fills_of_both_sides (
      venue TEXT NOT NULL,
      instrument INTEGER NOT NULL,
      trade_id TEXT NOT NULL,
      sequence BIGINT NOT NULL,
      client_order_id TEXT NOT NULL,
      lane INTEGER NOT NULL,
      side TEXT NOT NULL,
      price TEXT NOT NULL,
      quantity TEXT NOT NULL,
      fee TEXT NOT NULL,
      fee_asset TEXT NOT NULL,
      liquidity TEXT NOT NULL,
      realized_pnl TEXT,
      time_ms BIGINT NOT NULL,
      PRIMARY KEY (venue, instrument, trade_id, side)
    );
    INSERT INTO fills_of_both_sides
      SELECT venue, instrument, trade_id, sequence, client_order_id, lane, side, price, quantity, fee, fee_asset,
        liquidity, realized_pnl, time_ms
      FROM fills;
    DROP TABLE fills;
    ALTER TABLE fills_of_both_sides RENAME TO fills;
    CREATE INDEX fills_by_time ON fills (time_ms);
    CREATE INDEX fills_by_order ON fills (client_order_id);
  `,
};
