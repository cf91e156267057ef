import type { EngineObserver, EngineView } from '../../core/engine/index.ts';
import { accountFigures } from '../../core/performance/index.ts';
import { changeOf, isProtecting, isTerminal, toSignal } from '../../domain/index.ts';
import type { Telemetry } from './telemetry.ts';

/** Counts what the engine does. */
export function createTelemetryObserver(telemetry: Telemetry, quote: () => string): EngineObserver {
  return {
    decisionMade: (lane, decision) =>
      telemetry.count('decisions_total', { action: decision.action, strategy: lane.name }),
    entryDenied: (_lane, blocks) => {
      for (const { code } of blocks) telemetry.count('risk_blocks_total', { rule: code });
    },
    orderChanged: (order) => {
      const { side, purpose, reason } = order.request;
      if (order.status === 'submitted') {
        telemetry.count('orders_submitted_total', { side, purpose });
        if (purpose === 'protectiveExit') telemetry.count('protective_exits_triggered_total', { rule: reason });
      } else if (order.status === 'unknown') telemetry.count('orders_unknown_total', {});
      if (!isTerminal(order.status)) return;
      if (order.status === 'filled') telemetry.count('orders_success_total', { side });
      else if (order.status === 'rejected' || order.status === 'failed') {
        telemetry.count('orders_fail_total', { reason: order.status });
      } else telemetry.count('orders_canceled_total', {});
    },
    fillBooked: (fill, _booking, order) => {
      const { side } = order.request;
      telemetry.count('fills_total', { side, liquidity: fill.liquidity });
      if (fill.feeAsset === quote()) telemetry.count('fees_quote_total', {}, toSignal(fill.fee));
    },
    roundTripClosed: (_lane, trip) =>
      telemetry.count('round_trips_total', { outcome: trip.netPnl > 0n ? 'won' : trip.netPnl < 0n ? 'lost' : 'even' }),
    noticeRaised: ({ level, code }) => {
      telemetry.count('notices_total', { level, code });
      if (code === 'contradiction') telemetry.count('contradictions_total', {});
    },
  };
}

const STATES = { active: 0, reducing: 1, halted: 2 } as const;

/** Reads the gauges off the engine; called when somebody asks for metrics. */
export function sampleEngine(telemetry: Telemetry, view: EngineView, marketTimeMs: number): void {
  const { portfolio, orders, lanes } = view;
  const { equity, cash, netFlow, netPnl, returnRatio, drawdownRatio, dayPnl, profit } = accountFigures(view);
  const open = lanes.filter((lane) => lane.position);
  telemetry.set('orders_working', {}, orders.working.length);
  telemetry.set('orders_unknown', {}, orders.unknown);
  telemetry.set('suspense_trades', {}, view.suspense.entries.length);
  telemetry.set('strategies_stopped', {}, lanes.filter((lane) => lane.isStopped).length);
  telemetry.set('trading_state', {}, STATES[view.control.tradingState]);
  telemetry.set('positions_open', {}, open.length);
  const isHalted = !isProtecting(view.control.tradingState);
  telemetry.set(
    'positions_unprotected',
    {},
    open.filter((lane) => isHalted || lane.guard.status !== 'protected').length,
  );
  telemetry.set('position_sync_drift_seconds', {}, oldestUnknownSec(view));
  telemetry.set('slippage_expected_bps', {}, view.settings.takingCosts.slippageBps);
  telemetry.set('pnl_calculated', {}, netPnl);
  telemetry.set('net_flow_quote', {}, netFlow);
  telemetry.set('return_ratio', {}, returnRatio);
  telemetry.set('equity_quote', {}, equity);
  telemetry.set('cash_quote', {}, cash);
  telemetry.set('drawdown_ratio', {}, drawdownRatio);
  telemetry.set('day_pnl_quote', {}, dayPnl);
  telemetry.set('closed_pnl_quote', {}, profit.closedPnl);
  telemetry.set('open_pnl_quote', {}, profit.openPnl);
  telemetry.set('open_exit_fees_quote', {}, profit.openExitFees);
  telemetry.set('dust_pnl_quote', {}, profit.dustPnl);
  telemetry.set('exposure_ratio', {}, equity > 0 ? changeOf(cash, equity) / equity : 0);
  telemetry.set('consecutive_losses', {}, portfolio.consecutiveLosses);
  telemetry.set('time_drift_ms', {}, view.control.clockDriftMs);
  telemetry.set('storage_writable', {}, view.control.isStorageWritable ? 1 : 0);
  const newestMs = Math.max(...view.markets.map((market) => market.lastCloseTimeMs).filter((ms) => ms > 0));
  telemetry.set('last_candle_age_seconds', {}, (marketTimeMs - newestMs) / 1000);
}

function oldestUnknownSec(view: EngineView): number {
  let oldestMs = view.nowMs;
  for (const order of view.orders.working) {
    if (order.status === 'unknown' && order.updatedMs < oldestMs) oldestMs = order.updatedMs;
  }
  return (view.nowMs - oldestMs) / 1000;
}
