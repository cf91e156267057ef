import { csvLine } from './csv.ts';
import type { BacktestReport, ReportTrade } from './report.ts';

const COLUMNS: Readonly<Record<string, (trade: ReportTrade) => string>> = {
  symbol: (trade) => trade.symbol,
  strategy: (trade) => trade.strategy,
  entry_time: (trade) => new Date(trade.entryTimeMs).toISOString(),
  exit_time: (trade) => new Date(trade.exitTimeMs).toISOString(),
  quantity: (trade) => trade.quantity,
  entry_price: (trade) => trade.entryPrice,
  exit_price: (trade) => trade.exitPrice,
  gross_pnl: (trade) => trade.grossPnl,
  fees: (trade) => trade.fees,
  net_pnl: (trade) => trade.netPnl,
  return_pct: (trade) => (trade.returnRatio * 100).toFixed(6),
  bars: (trade) => String(trade.candles),
  entry_reason: (trade) => trade.entryReason,
  exit_reason: (trade) => trade.exitReason,
  tags: (trade) => trade.tags.join(';'),
};

/** Every round trip with exact money; times are ISO 8601 in UTC. */
export function tradesCsv({ trades }: Pick<BacktestReport, 'trades'>): string {
  const readers = Object.values(COLUMNS);
  const lines = trades.map((trade) => csvLine(readers.map((read) => read(trade))));
  return csvLine(Object.keys(COLUMNS)) + lines.join('');
}
