/** What a backtest found, in every form that people and programs read. */
export type { ReportMarket } from './benchmark-of.ts';
export { type ReportContext, buildReport, performanceInput } from './build-report.ts';
export { costLines } from './cost-lines.ts';
export { equityCsv } from './equity-csv.ts';
export { durationText, metricText, moneyText, numberText, percentText, timeText } from './number-text.ts';
export { reportHtml } from './page/index.ts';
export { reportSvg } from './picture/index.ts';
export { prometheusText } from './prometheus-text.ts';
export { type BacktestReport, type ReportMetric, type ReportTrade, metricOf, reportJson } from './report.ts';
export { type ReportTableRow, reportTable } from './report-table.ts';
export { tradesCsv } from './trades-csv.ts';
