import type { Migration } from './migration.ts';

/** Tables that are rebuilt from the journal. Exact amounts are decimal text; `sequence` is the entry behind the row. */
export const projectionsMigration: Migration = {
  version: 2,
  name: 'projections',
  sql: `
    CREATE TABLE instruments (
      id INTEGER PRIMARY KEY,
      sequence BIGINT NOT NULL,
      symbol TEXT NOT NULL,
      venue TEXT NOT NULL,
      base TEXT NOT NULL,
      quote TEXT NOT NULL,
      tick_size TEXT NOT NULL,
      step_size TEXT NOT NULL,
      min_quantity TEXT NOT NULL,
      min_notional TEXT NOT NULL,
      max_quantity TEXT,
      price_band_ratio DOUBLE PRECISION,
      maker_fee_rate TEXT NOT NULL,
      taker_fee_rate TEXT NOT NULL,
      fee_asset TEXT NOT NULL,
      status TEXT NOT NULL
    );

    CREATE TABLE orders (
      client_order_id TEXT PRIMARY KEY,
      sequence BIGINT NOT NULL,
      instrument INTEGER NOT NULL,
      side TEXT NOT NULL,
      type TEXT NOT NULL,
      time_in_force TEXT NOT NULL,
      quantity TEXT NOT NULL,
      price TEXT,
      budget TEXT,
      purpose TEXT NOT NULL,
      lane INTEGER NOT NULL,
      decision_id TEXT NOT NULL,
      reason TEXT NOT NULL,
      tag TEXT,
      status TEXT NOT NULL,
      filled_quantity TEXT NOT NULL,
      average_price TEXT,
      created_time_ms BIGINT NOT NULL,
      updated_time_ms BIGINT NOT NULL,
      venue_order_id TEXT,
      last_reason TEXT NOT NULL
    );
    CREATE INDEX orders_by_time ON orders (created_time_ms);
    CREATE INDEX orders_by_status ON orders (status, created_time_ms);
    CREATE INDEX orders_by_instrument ON orders (instrument, created_time_ms);

    CREATE TABLE fills (
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
      PRIMARY KEY (venue, instrument, trade_id)
    );
    CREATE INDEX fills_by_time ON fills (time_ms);
    CREATE INDEX fills_by_order ON fills (client_order_id);

    CREATE TABLE positions (
      lane INTEGER PRIMARY KEY,
      sequence BIGINT NOT NULL,
      strategy TEXT NOT NULL,
      instrument INTEGER NOT NULL,
      quantity TEXT NOT NULL,
      entry_price TEXT NOT NULL,
      stop_price DOUBLE PRECISION,
      target_price DOUBLE PRECISION,
      opened_time_ms BIGINT NOT NULL,
      updated_time_ms BIGINT NOT NULL,
      closed_time_ms BIGINT
    );

    CREATE TABLE round_trips (
      sequence BIGINT NOT NULL,
      lane INTEGER NOT NULL,
      strategy TEXT NOT NULL,
      instrument INTEGER NOT NULL,
      entry_time_ms BIGINT NOT NULL,
      exit_time_ms BIGINT NOT NULL,
      quantity TEXT NOT NULL,
      average_entry_price TEXT NOT NULL,
      average_exit_price TEXT NOT NULL,
      cost_notional TEXT NOT NULL,
      proceeds_notional TEXT NOT NULL,
      gross_pnl TEXT NOT NULL,
      fees TEXT NOT NULL,
      net_pnl TEXT NOT NULL,
      return_ratio DOUBLE PRECISION NOT NULL,
      other_fees TEXT NOT NULL,
      fills INTEGER NOT NULL,
      entries INTEGER NOT NULL,
      exit_reason TEXT NOT NULL,
      PRIMARY KEY (sequence, lane)
    );
    CREATE INDEX round_trips_by_time ON round_trips (exit_time_ms);

    CREATE TABLE decisions (
      id TEXT NOT NULL,
      sequence BIGINT NOT NULL,
      lane INTEGER NOT NULL,
      strategy TEXT NOT NULL,
      instrument INTEGER NOT NULL,
      time_ms BIGINT NOT NULL,
      candle_open_time_ms BIGINT NOT NULL,
      action TEXT NOT NULL,
      reason TEXT NOT NULL,
      score DOUBLE PRECISION NOT NULL,
      score_blended DOUBLE PRECISION NOT NULL,
      confidence DOUBLE PRECISION NOT NULL,
      regime TEXT NOT NULL,
      explain TEXT,
      PRIMARY KEY (id, sequence)
    );
    CREATE INDEX decisions_by_time ON decisions (time_ms);
    CREATE INDEX decisions_by_candle ON decisions (candle_open_time_ms, instrument);

    CREATE TABLE risk_denials (
      sequence BIGINT NOT NULL,
      ordinal INTEGER NOT NULL,
      decision_id TEXT NOT NULL,
      lane INTEGER NOT NULL,
      instrument INTEGER NOT NULL,
      time_ms BIGINT NOT NULL,
      rule TEXT NOT NULL,
      code TEXT NOT NULL,
      message TEXT NOT NULL,
      limit_json TEXT,
      value_json TEXT,
      PRIMARY KEY (sequence, ordinal)
    );
    CREATE INDEX risk_denials_by_time ON risk_denials (time_ms);
    CREATE INDEX risk_denials_by_rule ON risk_denials (rule, time_ms);
    CREATE INDEX risk_denials_by_decision ON risk_denials (decision_id);

    CREATE TABLE equity (
      time_ms BIGINT PRIMARY KEY,
      sequence BIGINT NOT NULL,
      equity DOUBLE PRECISION NOT NULL,
      cash DOUBLE PRECISION NOT NULL,
      drawdown_ratio DOUBLE PRECISION NOT NULL
    );

    CREATE TABLE notices (
      sequence BIGINT NOT NULL,
      ordinal INTEGER NOT NULL,
      time_ms BIGINT NOT NULL,
      level TEXT NOT NULL,
      code TEXT NOT NULL,
      message TEXT NOT NULL,
      PRIMARY KEY (sequence, ordinal)
    );
    CREATE INDEX notices_by_time ON notices (time_ms);
  `,
};
