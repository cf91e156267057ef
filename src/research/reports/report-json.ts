import type { BacktestReport } from './report.ts';

export function reportJson(report: BacktestReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
