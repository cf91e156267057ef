import type { CommandResult } from '../command-failure.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { formatCount, formatTime } from '../format-value.ts';
import { printTable } from '../print-table.ts';
import { startProgress } from '../progress.ts';
import { type Terminal, printJson } from '../terminal.ts';

export interface DataFinding {
  /** Errors make a backtest wrong; warnings are to be known. */
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly count: number;
  /** Open time of the first place. */
  readonly firstMs?: number;
  readonly detail: string;
}

export interface CheckedFile {
  readonly path: string;
  /** Absent when the file could not be read as candles. */
  readonly rows?: number;
  readonly timeframe?: string;
  readonly firstMs?: number;
  readonly lastMs?: number;
  readonly findings: readonly DataFinding[];
}

export interface DataCheckRequest {
  readonly files: readonly string[];
  readonly timeframe?: string;
  readonly onProgress: (path: string, share: number) => void;
}

export type DataCheckService = (request: DataCheckRequest) => Promise<CommandResult<readonly CheckedFile[]>>;

interface Options {
  readonly timeframe?: string;
}

export const dataCheckCommand = defineCommand<Options>({
  name: 'data check',
  summary: 'look for gaps, duplicates, impossible candles and jumps in candle files',
  examples: ['cab data check data/btc_1h.csv', 'cab data check data/*.csv.gz --json'],
  exits: '1 a file has errors, 65 there is no such file',
  configure(command) {
    command
      .argument('<files...>', 'CSV files, plain or gzip')
      .option('--timeframe <span>', 'expected length of a candle; the most common spacing by default');
  },
  async run({ args, options, isJson, terminal, services, fail }) {
    const progress = await startProgress(terminal);
    const { timeframe } = options;
    const result = await services
      .checkData({
        files: args,
        onProgress: (path, share) => progress.update(path, share),
        ...(timeframe === undefined ? {} : { timeframe }),
      })
      .finally(() => progress.stop());
    if (!result.ok) return fail(result.error);
    const errors = result.value
      .flatMap((file) => file.findings)
      .filter((finding) => finding.severity === 'error').length;
    if (isJson) printJson(terminal, { ok: errors === 0, files: result.value });
    else await printFiles(terminal, result.value);
    return errors === 0 ? EXIT_CODES.ok : EXIT_CODES.findings;
  },
});

async function printFiles(terminal: Terminal, files: readonly CheckedFile[]): Promise<void> {
  const { bold, green, red, yellow } = terminal.colors;
  for (const { path, rows, timeframe, firstMs, lastMs, findings } of files) {
    const span =
      rows === undefined ? 'not readable' : `${formatCount(rows)} candles of ${timeframe ?? 'unknown length'}`;
    const period = rows === undefined ? '' : `, ${formatTime(firstMs)} to ${formatTime(lastMs)}`;
    terminal.print(`${bold(path)}: ${span}${period}\n`);
    if (findings.length === 0) terminal.print(`${green('nothing found')}\n`);
    else {
      await printTable(terminal, {
        head: ['severity', 'finding', 'count', 'first', ''],
        rows: findings.map((one) => [
          one.severity,
          one.code,
          formatCount(one.count),
          formatTime(one.firstMs),
          one.detail,
        ]),
        rightAligned: [2],
        paint: (cell, column) => (column !== 0 ? cell : cell === 'error' ? red(cell) : yellow(cell)),
      });
    }
    terminal.print('\n');
  }
}
