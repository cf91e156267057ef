import { type CandleFileError, type CandleReport, checkCandles, readCandleFile } from '../../adapters/candles/index.ts';
import type { CheckedFile, CommandResult, DataCheckRequest, DataFinding } from '../../delivery/cli/index.ts';
import { err, ok, parseTimeframe } from '../../domain/index.ts';

const UNREACHABLE: ReadonlySet<CandleFileError['code']> = new Set([
  'notFound',
  'isDirectory',
  'notAFile',
  'noPermission',
]);

export async function checkData({
  files,
  timeframe,
  onProgress,
}: DataCheckRequest): Promise<CommandResult<readonly CheckedFile[]>> {
  const expected = timeframe === undefined ? undefined : parseTimeframe(timeframe);
  if (expected && !expected.ok) return err({ kind: 'usage', problems: [`--timeframe: ${expected.error}`] });
  const checked: CheckedFile[] = [];
  const missing: string[] = [];
  for (const path of files) {
    const read = await readCandleFile(path, {
      onProgress: ({ bytesRead, bytesTotal }) => onProgress(path, bytesTotal > 0 ? bytesRead / bytesTotal : 1),
    });
    if (!read.ok) {
      if (UNREACHABLE.has(read.error.code)) missing.push(read.error.message);
      else checked.push({ path, findings: [unreadable(read.error)] });
      continue;
    }
    const assumed = expected?.value ?? read.value.timeframe;
    const report = assumed === undefined ? undefined : checkCandles(read.value.columns, assumed);
    checked.push(
      report
        ? describe(path, report)
        : { path, rows: read.value.columns.length, findings: [noTimeframe(read.value.intervalMs)] },
    );
  }
  return missing.length > 0 ? err({ kind: 'input', problems: missing }) : ok(checked);
}

function unreadable(error: CandleFileError): DataFinding {
  const count = error.code === 'badRows' ? error.problemCount : 1;
  return { severity: 'error', code: error.code, count, detail: error.message };
}

function noTimeframe(intervalMs: number | undefined): DataFinding {
  const found = intervalMs === undefined ? 'one candle alone' : `candles ${intervalMs} ms apart`;
  return { severity: 'error', code: 'unknownTimeframe', count: 1, detail: `${found}; say --timeframe` };
}

function describe(path: string, report: CandleReport): CheckedFile {
  const { timeframe, rows, firstMs, lastMs } = report;
  return {
    path,
    rows,
    timeframe,
    ...(firstMs === undefined ? {} : { firstMs }),
    ...(lastMs === undefined ? {} : { lastMs }),
    findings: findingsOf(report),
  };
}

function findingsOf(report: CandleReport): DataFinding[] {
  const gaps = report.gaps.map((gap) => gap.afterMs);
  const largest = Math.max(0, ...report.gaps.map((gap) => gap.missing));
  const widest = Math.max(0, ...report.wideRanges.map((one) => one.ratio));
  const highest = Math.max(0, ...report.jumps.map((one) => one.ratio));
  return [
    finding('error', 'impossible', times(report.impossible), report.impossible[0]?.problem ?? ''),
    finding('error', 'duplicates', report.duplicates, 'two candles of one time'),
    finding('error', 'outOfOrder', report.outOfOrder, 'earlier than the candle before'),
    finding('error', 'offGrid', report.offGrid, `not on the grid of ${report.timeframe}`),
    finding('warning', 'gaps', gaps, `${report.missing} candles are missing, at most ${largest} in a row`),
    finding('warning', 'jumps', times(report.jumps), `open away from the close before, at most ${percent(highest)}`),
    finding('warning', 'wideRanges', times(report.wideRanges), `high to low, at most ${percent(widest)}`),
    finding('warning', 'staleRuns', starts(report.staleRuns), 'at least ten candles with one and the same price'),
    finding('warning', 'zeroVolume', starts(report.zeroVolumeRuns), `${report.zeroVolumeRows} candles without volume`),
  ].filter((one) => one.count > 0);
}

function times(found: readonly { readonly openTimeMs: number }[]): number[] {
  return found.map((one) => one.openTimeMs);
}

function starts(found: readonly { readonly fromMs: number }[]): number[] {
  return found.map((run) => run.fromMs);
}

function finding(
  severity: DataFinding['severity'],
  code: string,
  places: readonly number[],
  detail: string,
): DataFinding {
  const [firstMs] = places;
  return { severity, code, count: places.length, detail, ...(firstMs === undefined ? {} : { firstMs }) };
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1)} %`;
}
