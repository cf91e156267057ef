import type { BacktestRequest, CommandResult } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import {
  type BacktestReport,
  prometheusText,
  reportHtml,
  reportJson,
  reportSvg,
  tradesCsv,
} from '../../research/reports/index.ts';
import { writeOutput, writeProblem } from '../parts/write-output.ts';

/** Writes every form of the report that was asked for; gives the paths. */
export async function writeReports(
  report: BacktestReport,
  outputs: BacktestRequest['outputs'],
  metricsPath: string | undefined,
): Promise<CommandResult<readonly string[]>> {
  const forms: readonly (readonly [path: string | undefined, render: () => string])[] = [
    [outputs.trades, () => tradesCsv(report)],
    [outputs.json, () => reportJson(report)],
    [outputs.svg, () => reportSvg(report)],
    [outputs.html, () => reportHtml(report)],
    [metricsPath, () => prometheusText(report)],
  ];
  const written: string[] = [];
  const problems: string[] = [];
  for (const [path, render] of forms) {
    if (path === undefined) continue;
    try {
      await writeOutput(path, render());
      written.push(path);
    } catch (error) {
      problems.push(writeProblem(path, error));
    }
  }
  return problems.length > 0 ? err({ kind: 'io', problems }) : ok(written);
}
