import { type Invocation, defineCommand } from '../command.ts';
import { formatCount, formatNumber, formatRatio, formatTime } from '../format-value.ts';
import { printTable } from '../print-table.ts';
import { profitRows } from '../profit-rows.ts';
import type { RunStart, RunSummary } from '../run-service.ts';
import { type SettingOptions, addSettingOptions, integerFrom, numberFrom, settingsOf } from '../setting-options.ts';
import { type Terminal, printJson } from '../terminal.ts';

interface Options extends SettingOptions {
  readonly replay?: string;
  readonly instruments?: string;
  readonly speed?: string;
  readonly lookback?: number;
  readonly db?: string;
  readonly port?: number;
  readonly exitWhenDone?: boolean;
}

export const runCommand = defineCommand({
  name: 'run',
  summary: 'trade: on paper and a simulated market unless settings say otherwise',
  examples: [
    'cab run',
    'cab run --symbols BTC/USDT,ETH/USDT --timeframe 5m --strategy ema-cross --params fast=10,slow=30',
    'cab run --replay data/btc_1h.csv --speed full --exit-when-done --json',
    'cab run --port 8080 --db data/second.db',
  ],
  exits: '65 a candle file is wrong, 70 a bug of ours, 74 disk or port, 75 another bot holds the database, 78 settings',
  needs: ['run'],
  configure(command) {
    addSettingOptions(command);
    command
      .option('--replay <file>', 'play a candle file in place of a market')
      .option('--instruments <file>', 'venue rules for --replay, as JSON; see docs/instruments.md')
      .option('--speed <times>', 'how much faster than the clock, for example 60; or full', speed)
      .option('--lookback <candles>', 'candles that only warm indicators up', integerFrom(0, '300'))
      .option('--db <path>', 'file of the database')
      .option('--port <number>', 'port of the page and the API; 0 takes any free one', integerFrom(0, '8000'))
      .option('--exit-when-done', 'end when a replayed file has ended, with a result')
      .option('--no-supervisor', 'one process, which nobody starts again after a crash');
  },
  async run({ options, isJson, terminal, services, fail }: Invocation<Options, 'run'>) {
    const result = await services.run({
      settings: runSettings(options),
      exitsWhenDone: options.exitWhenDone === true,
      onStarted: (started) => {
        if (!isJson && terminal.isInteractive) terminal.print(banner(terminal, started));
      },
    });
    if (!result.ok) return fail(result.error);
    if (result.value === undefined) {
      terminal.error('asked to stop before trading began\n');
      if (isJson) printJson(terminal, { outcome: 'stopped' });
    } else if (isJson) printJson(terminal, result.value);
    else await printSummary(terminal, result.value);
    return 0;
  },
});

/** `full` is as fast as it goes. */
function speed(text: string): string {
  return text === 'full' ? '1000000' : String(numberFrom(0.01, '60, or full')(text));
}

function runSettings(options: Options): Record<string, string> {
  const { replay, instruments, speed, lookback, db, port } = options;
  return {
    ...(replay === undefined ? {} : { REPLAY_FILE: replay }),
    ...(instruments === undefined ? {} : { INSTRUMENTS_FILE: instruments }),
    ...(speed === undefined ? {} : { SIMULATED_SPEED: speed }),
    ...(lookback === undefined ? {} : { SIMULATED_WARMUP: String(lookback) }),
    ...(db === undefined ? {} : { DB_PATH: db }),
    ...(port === undefined ? {} : { PORT: String(port) }),
    ...settingsOf(options),
  };
}

function banner({ colors }: Terminal, started: RunStart): string {
  const { bold, cyan, dim } = colors;
  const resumed =
    started.recoveredEntries > 0 ? `, goes on after ${formatCount(started.recoveredEntries)} entries` : '';
  const control = started.hasToken ? '' : dim('  (read only: set API_TOKEN to steer from there)');
  const lines = [
    ['trades', `${started.symbols.join(', ')} ${started.timeframe} by ${started.strategies.join(', ')}`],
    ['mode', `${started.mode} on ${started.exchange}, ${started.pace}${resumed}`],
    ['page', `${cyan(started.pageUrl)}${control}`],
    ['data', started.databasePath],
    ['stop', 'Ctrl+C; nothing is lost, the next start goes on from here'],
  ];
  const rows = lines.map(([name = '', text = '']) => `  ${dim(name.padEnd(7))}${text}`);
  return `\n${bold(`crypto-ai-bot ${started.version}`)}\n${rows.join('\n')}\n\n`;
}

async function printSummary(terminal: Terminal, summary: RunSummary): Promise<void> {
  const { quote } = summary;
  await printTable(terminal, {
    head: ['result', ''],
    rows: [
      ['market time', formatTime(summary.marketTimeMs)],
      ['equity', `${formatNumber(summary.equity)} ${quote}`],
      ['since the start', `${formatNumber(summary.pnl)} ${quote}, ${formatRatio(summary.profitRatio)}`],
      ['round trips', formatCount(summary.roundTrips)],
      ['their net profit', `${formatNumber(summary.netPnl)} ${quote}`],
      ...profitRows(summary.profit, quote),
      ['orders', formatCount(summary.orders)],
      ['fills', formatCount(summary.fills)],
      ['fees', `${formatNumber(summary.fees)} ${quote}`],
      ['open positions', formatCount(summary.openPositions)],
      ['journal entries', formatCount(summary.sequence)],
      ...(summary.journalHash === undefined ? [] : [['journal hash', summary.journalHash]]),
      ['database', summary.databasePath],
    ],
    rightAligned: [1],
  });
}
