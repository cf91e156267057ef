import { parseTimeframe } from '../../../domain/market/timeframe.ts';
import type { CheckedFile } from '../../../operations/index.ts';
import { type Invocation, defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { formatCount, formatTime } from '../format-value.ts';
import { printTable } from '../print-table.ts';
import { startProgress } from '../progress.ts';
import { type Terminal, printJson } from '../terminal.ts';

interface Options {
  readonly timeframe?: string;
}

export const dataCheckCommand = defineCommand({
  name: 'data check',
  summary: 'look for gaps, duplicates, impossible candles and jumps in candle files',
  examples: ['cab data check data/btc_1h.csv', 'cab data check data/*.csv.gz --json'],
  exits: '1 a file has errors, 65 there is no such file',
  needs: ['candleFiles'],
  configure(command) {
    command
      .argument('<files...>', 'CSV files, plain or gzip')
      .option('--timeframe <span>', 'expected length of a candle; the most common spacing by default');
  },
  async run({ args, options, isJson, terminal, services, fail }: Invocation<Options, 'candleFiles'>) {
    const expected = options.timeframe === undefined ? undefined : parseTimeframe(options.timeframe);
    if (expected && !expected.ok) return fail({ kind: 'usage', problems: [`--timeframe: ${expected.error}`] });
    const { checkCandleFiles } = await import('../../../operations/index.ts');
    const progress = await startProgress(terminal);
    const result = await checkCandleFiles({
      candleFiles: services.candleFiles,
      paths: args,
      onProgress: (path, share) => progress.update(path, share),
      ...(expected === undefined ? {} : { timeframe: expected.value }),
    }).finally(() => progress.stop());
    if (!result.ok) return fail({ kind: 'input', problems: result.error });
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
