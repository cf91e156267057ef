import { positionFigures } from '../../core/performance/index.ts';
import { formatDecimal } from '../../domain/index.ts';
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
  return view.lanes.flatMap((lane) => {
    const position = view.ledger.position(lane.id);
    const figures = positionFigures(view, lane);
    if (position === undefined || figures === undefined) return [];
    const { symbol, name } = lane;
    const { quantity, averageEntryPrice, feesNotional, entryTimeMs } = position;
    return [
      {
        symbol,
        strategy: name,
        quantity: formatDecimal(quantity),
        entryPrice: formatDecimal(averageEntryPrice),
        entryTimeMs,
        lastPrice: view.market(lane.instrument).last,
        fees: formatDecimal(feesNotional),
        ...figures,
      },
    ];
  });
}
