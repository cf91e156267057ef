import type { Migration } from './migration.ts';

/** What an order does for its lane: the level it rests for, the lot a sale names, the stop or target that fired it. */
export const orderRolesMigration: Migration = {
  version: 4,
  name: 'order-roles',
  sql: `
    ALTER TABLE orders ADD COLUMN level TEXT;
    ALTER TABLE orders ADD COLUMN lot TEXT;
    ALTER TABLE orders ADD COLUMN fired_by TEXT;

    CREATE TABLE protective_orders (
      client_order_id TEXT PRIMARY KEY,
      sequence BIGINT NOT NULL,
      lane INTEGER NOT NULL,
      instrument INTEGER NOT NULL,
      role TEXT NOT NULL,
      trigger_price DOUBLE PRECISION NOT NULL,
      rule TEXT NOT NULL,
      quantity TEXT NOT NULL,
      status TEXT NOT NULL,
      fired_order_id TEXT,
      created_time_ms BIGINT NOT NULL,
      updated_time_ms BIGINT NOT NULL
    );
    CREATE INDEX protective_orders_by_time ON protective_orders (created_time_ms);
  `,
};
