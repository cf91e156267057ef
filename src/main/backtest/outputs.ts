import { outputFiles } from '../../adapters/output-files.ts';
import type { BacktestRequest, CommandResult } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import { OutputFailure } from '../../ports/index.ts';
import {
  type BacktestReport,
  prometheusText,
  reportHtml,
  reportJson,
  reportSvg,
  tradesCsv,
} from '../../research/reports/index.ts';

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
      await outputFiles.write(path, render());
      written.push(path);
    } catch (error) {
      problems.push((error instanceof OutputFailure ? error : new OutputFailure(path, error)).message);
    }
  }
  return problems.length > 0 ? err({ kind: 'io', problems }) : ok(written);
}
