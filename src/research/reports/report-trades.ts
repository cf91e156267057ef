import { formatDecimal, toSignal } from '../../domain/index.ts';
import type { BacktestRun, RecordedTrip } from '../backtest/index.ts';
import type { ReportPosition, ReportTrade } from './report.ts';

export function reportTrade(recorded: RecordedTrip): ReportTrade {
  const { trip, symbol, strategy, candles, entryReason, exitReason, entryTag, exitTag } = recorded;
  return {
    symbol,
    strategy,
    entryTimeMs: trip.entryTimeMs,
    exitTimeMs: trip.exitTimeMs,
    quantity: formatDecimal(trip.quantity),
    entryPrice: formatDecimal(trip.averageEntryPrice),
    exitPrice: formatDecimal(trip.averageExitPrice),
    grossPnl: formatDecimal(trip.grossPnl),
    fees: formatDecimal(trip.fees),
    netPnl: formatDecimal(trip.netPnl),
    returnRatio: trip.returnRatio,
    candles,
    entryReason,
    exitReason,
    tags: [...new Set([entryTag, exitTag])].filter((tag) => tag !== ''),
  };
}

export function reportPositions({ engine }: BacktestRun): ReportPosition[] {
  const { view } = engine;
  return view.lanes.flatMap(({ id, name, symbol, instrument }) => {
    const position = view.ledger.position(id);
    if (position === undefined) return [];
    const { last } = view.market(instrument);
    const { quantity, averageEntryPrice, costNotional, entryTimeMs } = position;
    return [
      {
        symbol,
        strategy: name,
        quantity: formatDecimal(quantity),
        entryPrice: formatDecimal(averageEntryPrice),
        entryTimeMs,
        lastPrice: last,
        unrealizedPnl: toSignal(quantity) * last - toSignal(costNotional),
      },
    ];
  });
}
