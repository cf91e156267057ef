/** Every operational counter, by name: one line each. What is listed here is on /metrics. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

type Kind = 'counter' | 'gauge' | 'histogram';

interface Declared {
  readonly kind: Kind;
  readonly help: string;
  readonly labels?: readonly string[];
}

const SECONDS = [0.000_1, 0.000_5, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];
const BPS = [0, 1, 2, 5, 10, 20, 50, 100];

export const telemetryList = {
  orders_success_total: { kind: 'counter', help: 'Orders that filled completely.', labels: ['side'] },
  orders_fail_total: { kind: 'counter', help: 'Orders that were rejected or never placed.', labels: ['reason'] },
  orders_submitted_total: { kind: 'counter', help: 'Orders handed to the venue.', labels: ['side', 'purpose'] },
  orders_canceled_total: { kind: 'counter', help: 'Orders that ended canceled or expired.' },
  orders_unknown_total: { kind: 'counter', help: 'Orders whose outcome became unknown.' },
  orders_working: { kind: 'gauge', help: 'Orders sent and not ended.' },
  orders_unknown: { kind: 'gauge', help: 'Orders whose outcome is unknown at the moment.' },
  suspense_trades: { kind: 'gauge', help: 'Trades that the books could not take, to be settled by a person.' },
  fills_total: { kind: 'counter', help: 'Executions booked.', labels: ['side', 'liquidity'] },
  fees_quote_total: { kind: 'counter', help: 'Fees paid in quote.' },
  decisions_total: {
    kind: 'counter',
    help: 'Decisions that led to an order or a denial.',
    labels: ['action', 'strategy'],
  },
  strategies_stopped: { kind: 'gauge', help: 'Strategies that stopped after an error of their own.' },
  risk_blocks_total: { kind: 'counter', help: 'Entries denied, by the rule that denied them.', labels: ['rule'] },
  trading_state: { kind: 'gauge', help: '0 active, 1 reducing, 2 halted.' },
  positions_open: { kind: 'gauge', help: 'Open positions.' },
  positions_unprotected: {
    kind: 'gauge',
    help: 'Open positions whose exits are not known to be live; all of them while trading is halted.',
  },
  position_sync_drift_seconds: {
    kind: 'gauge',
    help: 'Age of the oldest difference to the venue that is not resolved.',
  },
  protective_exits_triggered_total: { kind: 'counter', help: 'Protective exits sent.', labels: ['rule'] },
  round_trips_total: { kind: 'counter', help: 'Positions closed.', labels: ['outcome'] },
  slippage_actual_bps: { kind: 'histogram', help: 'Fill price against the price decided on.', labels: ['side'] },
  slippage_expected_bps: { kind: 'gauge', help: 'Slippage reckoned with.' },
  pnl_calculated: { kind: 'gauge', help: 'Equity minus starting equity and what was paid in, in quote.' },
  net_flow_quote: { kind: 'gauge', help: 'Quote paid in minus quote taken out since the run began.' },
  return_ratio: { kind: 'gauge', help: 'Time-weighted return since the run began.' },
  pnl_exchange_difference: { kind: 'gauge', help: 'Our quote balance minus the venue s, in quote.' },
  equity_quote: { kind: 'gauge', help: 'Equity at last prices, in quote.' },
  cash_quote: { kind: 'gauge', help: 'Quote balance.' },
  drawdown_ratio: { kind: 'gauge', help: 'Distance from the equity peak, 0..1.' },
  day_pnl_quote: { kind: 'gauge', help: 'Equity minus equity at 00:00 UTC and what was paid in since.' },
  closed_pnl_quote: { kind: 'gauge', help: 'Profit of ended round trips, after fees.' },
  open_pnl_quote: {
    kind: 'gauge',
    help: 'Profit of open positions, after all fees, that of the exit to come as well.',
  },
  open_exit_fees_quote: { kind: 'gauge', help: 'Fees of the exits to come.' },
  dust_pnl_quote: { kind: 'gauge', help: 'Gained or lost by dust since it became dust.' },
  exposure_ratio: { kind: 'gauge', help: 'Share of equity in positions, 0..1.' },
  consecutive_losses: { kind: 'gauge', help: 'Losing positions in a row.' },
  reconciliation_errors_total: { kind: 'counter', help: 'Differences to the venue found.' },
  contradictions_total: { kind: 'counter', help: 'Reports of the venue that cannot both be true.' },
  circuit_breaker_state: { kind: 'gauge', help: '1 for the state the breaker is in.', labels: ['name', 'state'] },
  graceful_shutdown_duration_seconds: { kind: 'gauge', help: 'How long the latest shutdown took.' },
  latency_decision_seconds: { kind: 'histogram', help: 'Candle taken to commands ready.' },
  latency_order_execution_seconds: { kind: 'histogram', help: 'Order handed over to first answer.' },
  latency_flow_seconds: { kind: 'histogram', help: 'One round of the event loop.' },
  performance_budget_exceeded_total: { kind: 'counter', help: 'p99 above its budget.', labels: ['component'] },
  http_requests_total: { kind: 'counter', help: 'Requests answered.', labels: ['method', 'route', 'status'] },
  http_request_duration_seconds: { kind: 'histogram', help: 'Time to answer.', labels: ['route'] },
  telegram_updates_total: { kind: 'counter', help: 'Telegram updates received.' },
  tg_command_total: { kind: 'counter', help: 'Telegram commands carried out.', labels: ['cmd'] },
  broker_latency_seconds: { kind: 'histogram', help: 'Calls to the venue.', labels: ['call'] },
  time_drift_ms: { kind: 'gauge', help: 'Our clock minus the venue s.' },
  candles_total: { kind: 'counter', help: 'Closed candles taken.', labels: ['symbol'] },
  candle_gaps_total: { kind: 'counter', help: 'Holes found between candles.', labels: ['symbol'] },
  last_candle_age_seconds: { kind: 'gauge', help: 'Market time since the newest candle closed.' },
  journal_entries: { kind: 'gauge', help: 'Entries in the journal.' },
  journal_commits_total: { kind: 'counter', help: 'Durable commits.' },
  journal_commit_seconds: { kind: 'histogram', help: 'Time of a durable commit.' },
  storage_writable: { kind: 'gauge', help: '1 while storage takes entries.' },
  sqlite_file_size_bytes: { kind: 'gauge', help: 'Size of the database file.' },
  sqlite_fragmentation_percent: { kind: 'gauge', help: 'Free pages in the database file.' },
  bus_enqueued_total: { kind: 'counter', help: 'Bus messages queued.', labels: ['type', 'strategy'] },
  bus_dropped_total: { kind: 'counter', help: 'Bus messages dropped by their overflow strategy.', labels: ['type'] },
  bus_delivered_total: { kind: 'counter', help: 'Bus messages delivered.', labels: ['type'] },
  bus_dlq_total: { kind: 'gauge', help: 'Messages in the dead letter queue.' },
  events_dead_letter_total: { kind: 'counter', help: 'Messages that their handlers failed on.', labels: ['type'] },
  notices_total: { kind: 'counter', help: 'Notices raised.', labels: ['level', 'code'] },
  operator_actions_total: { kind: 'counter', help: 'Operator actions applied.', labels: ['kind'] },
  backtest_trades_total: { kind: 'gauge', help: 'Round trips of the latest backtest.' },
  backtest_equity_last: { kind: 'gauge', help: 'Final equity of the latest backtest.' },
  backtest_max_drawdown_pct: { kind: 'gauge', help: 'Largest drawdown of the latest backtest, percent.' },
  event_loop_lag_seconds: { kind: 'gauge', help: 'Latest event loop delay, p99.' },
  process_resident_memory_bytes: { kind: 'gauge', help: 'Memory held by the process.' },
  uptime_seconds: { kind: 'gauge', help: 'Time since the start.' },
  build_info: { kind: 'gauge', help: '1, labeled with what runs.', labels: ['version', 'mode'] },
} as const satisfies Readonly<Record<string, Declared>>;

export type TelemetryName = keyof typeof telemetryList;
type NamesOf<Wanted extends Kind> = {
  [Name in TelemetryName]: (typeof telemetryList)[Name]['kind'] extends Wanted ? Name : never;
}[TelemetryName];
type LabelsOf<Name extends TelemetryName> = (typeof telemetryList)[Name] extends {
  readonly labels: readonly (infer Label extends string)[];
}
  ? Readonly<Record<Label, string>>
  : Readonly<Record<string, never>>;

/** Labels come from closed sets; beyond this many combinations a series is not opened any more. */
const MAX_SERIES = 1000;

/** Counts, measures and prints; one instance per process or test. */
export class Telemetry {
  readonly registry = new Registry();
  readonly #metrics = new Map<string, Counter | Gauge | Histogram>();
  readonly #series = new Map<string, Set<string>>();

  constructor() {
    for (const [name, declared] of Object.entries(telemetryList) as [TelemetryName, Declared][]) {
      const options = {
        name,
        help: declared.help,
        labelNames: [...(declared.labels ?? [])],
        registers: [this.registry],
      };
      if (declared.kind === 'counter') this.#metrics.set(name, new Counter(options));
      else if (declared.kind === 'gauge') this.#metrics.set(name, new Gauge(options));
      else this.#metrics.set(name, new Histogram({ ...options, buckets: name.endsWith('_bps') ? BPS : SECONDS }));
    }
  }

  count<Name extends NamesOf<'counter'>>(name: Name, labels: LabelsOf<Name>, by = 1): void {
    if (this.#admits(name, labels)) (this.#metrics.get(name) as Counter).inc(labels, by);
  }

  set<Name extends NamesOf<'gauge'>>(name: Name, labels: LabelsOf<Name>, value: number): void {
    if (Number.isFinite(value) && this.#admits(name, labels)) (this.#metrics.get(name) as Gauge).set(labels, value);
  }

  observe<Name extends NamesOf<'histogram'>>(name: Name, labels: LabelsOf<Name>, value: number): void {
    if (Number.isFinite(value) && this.#admits(name, labels))
      (this.#metrics.get(name) as Histogram).observe(labels, value);
  }

  /** Prometheus text format. */
  print(): Promise<string> {
    return this.registry.metrics();
  }

  #admits(name: string, labels: Readonly<Record<string, string>>): boolean {
    const key = Object.values(labels).join('\u0000');
    if (key === '') return true;
    let seen = this.#series.get(name);
    if (!seen) this.#series.set(name, (seen = new Set()));
    if (seen.has(key)) return true;
    if (seen.size >= MAX_SERIES) return false;
    seen.add(key);
    return true;
  }
}
