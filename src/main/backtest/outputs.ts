import { statSync } from 'node:fs';
import { resolve } from 'node:path';
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

export interface PathRequest {
  readonly outputs: BacktestRequest['outputs'];
  readonly metricsPath: string | undefined;
  /** Everything that is read. */
  readonly inputs: readonly string[];
}

/** Outputs that would replace what is read, or each other; links are followed. */
export function outputProblems({ outputs, metricsPath, inputs }: PathRequest): string[] {
  const { trades, json, svg, html, journal } = outputs;
  const named: readonly (readonly [name: string, path: string | undefined])[] = [
    ['--export-trades', trades],
    ['--out-json', json],
    ['--out-svg', svg],
    ['--out-html', html],
    ['--journal', journal],
    ['BACKTEST_METRICS_PATH', metricsPath],
  ];
  const read = new Map(inputs.map((path) => [fileOf(path), path]));
  const written = new Map<string, string>();
  return named.flatMap(([name, path]) => {
    if (path === undefined) return [];
    const file = fileOf(path);
    if (file === undefined) return [];
    const input = read.get(file);
    const other = written.get(file);
    written.set(file, name);
    if (input !== undefined) return [`${name} is ${path}, which is read as input (${input}); name another file`];
    return other === undefined ? [] : [`${name} is ${path}, which ${other} writes already; name another file`];
  });
}

/** The same for every name of a file, a hard link is the file too; `undefined` for devices, which several may write. */
function fileOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found && !found.isFile()) return undefined;
  return found ? `${found.dev}:${found.ino}` : resolve(path);
}

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
