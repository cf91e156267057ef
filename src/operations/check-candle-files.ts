import { type Result, type Timeframe, err, ok } from '../domain/index.ts';
import type { CandleFileError, CandleFiles, CandleReport } from '../ports/index.ts';

export interface CandleFilesRequest {
  readonly candleFiles: CandleFiles;
  readonly paths: readonly string[];
  /** Expected length of a candle; the most common spacing when absent. */
  readonly timeframe?: Timeframe;
  readonly onProgress?: (path: string, share: number) => void;
}

export interface CheckedFile {
  readonly path: string;
  /** Absent when the file could not be read as candles. */
  readonly rows?: number;
  readonly timeframe?: string;
  readonly firstMs?: number;
  readonly lastMs?: number;
  readonly findings: readonly CandleFileFinding[];
}

export interface CandleFileFinding {
  /** Errors make a backtest wrong; warnings are to be known. */
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly count: number;
  /** Open time of the first place. */
  readonly firstMs?: number;
  readonly detail: string;
}

const UNREACHABLE: ReadonlySet<CandleFileError['code']> = new Set([
  'notFound',
  'isDirectory',
  'notAFile',
  'noPermission',
]);

/** What is to be known of each file; the error names all that are not there at once. */
export async function checkCandleFiles({
  candleFiles,
  paths,
  timeframe,
  onProgress,
}: CandleFilesRequest): Promise<Result<readonly CheckedFile[], readonly string[]>> {
  const checked: CheckedFile[] = [];
  const missing: string[] = [];
  for (const path of paths) {
    const found = await candleFiles.check(path, {
      onProgress: (share) => onProgress?.(path, share),
      ...(timeframe === undefined ? {} : { timeframe }),
    });
    if (!found.ok) {
      if (UNREACHABLE.has(found.error.code)) missing.push(found.error.message);
      else checked.push({ path, findings: [unreadable(found.error)] });
      continue;
    }
    const { rows, intervalMs, report } = found.value;
    checked.push(report ? describe(path, report) : { path, rows, findings: [noTimeframe(intervalMs)] });
  }
  return missing.length > 0 ? err(missing) : ok(checked);
}

function unreadable(error: CandleFileError): CandleFileFinding {
  const count = error.code === 'badRows' ? error.problemCount : 1;
  return { severity: 'error', code: error.code, count, detail: error.message };
}

function noTimeframe(intervalMs: number | undefined): CandleFileFinding {
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

function findingsOf(report: CandleReport): CandleFileFinding[] {
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
  severity: CandleFileFinding['severity'],
  code: string,
  places: readonly number[],
  detail: string,
): CandleFileFinding {
  const [firstMs] = places;
  return { severity, code, count: places.length, detail, ...(firstMs === undefined ? {} : { firstMs }) };
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1)} %`;
}
