import type { BacktestOutputs, BacktestSummary } from '../backtest-service.ts';
import { type Invocation, defineCommand } from '../command.ts';
import { formatCount } from '../format-value.ts';
import { printTable, printable } from '../print-table.ts';
import { startProgress } from '../progress.ts';
import { type SettingOptions, addSettingOptions, integerFrom, numberFrom, settingsOf } from '../setting-options.ts';
import { type Terminal, printJson } from '../terminal.ts';

interface Options extends SettingOptions {
  readonly lookback?: number;
  readonly spreadBps?: number;
  readonly slippageBps?: number;
  readonly feeBps?: number;
  readonly capital?: number;
  readonly signals?: string;
  readonly instruments?: string;
  readonly exportTrades?: string;
  readonly outJson?: string;
  readonly outSvg?: string;
  readonly outHtml?: string;
  readonly journal?: string;
}

export const backtestCommand = defineCommand({
  name: 'backtest',
  summary: 'run a strategy over candle files, with the engine that trades',
  examples: [
    'cab backtest data/btc_1h.csv --symbol BTC/USDT --timeframe 1h --lookback 300 --slippage-bps 2 --fee-bps 5 \\',
    '      --export-trades trades.csv --out-json bt.json --out-svg bt.svg',
    'cab backtest BTCUSDT-1h.csv.gz --strategy ema-cross --params fast=10,slow=30 --out-html bt.html',
    'cab backtest btc_1h.csv eth_1h.csv --symbols BTC/USDT,ETH/USDT --set MAX_POSITIONS=1',
    'cab backtest btc_1h.csv --signals my-signals.csv',
    'cab backtest btc_1h.csv --symbol BTC/USDT --instruments examples/instruments.json',
  ],
  exits: '65 a candle file is wrong, 74 an output cannot be written, 78 settings are wrong',
  needs: ['backtest'],
  configure(command) {
    command.argument(
      '<files...>',
      'CSV files, plain or gzip, one per symbol; header names and time units are detected',
    );
    addSettingOptions(command);
    command
      .option('--lookback <candles>', 'candles that only warm indicators up', integerFrom(0, '300'))
      .option('--spread-bps <bps>', 'spread around the prices of the candles', numberFrom(0, '4'))
      .option('--slippage-bps <bps>', 'taken against you on every market order', numberFrom(0, '2'))
      .option('--fee-bps <bps>', 'fee of every fill', numberFrom(0, '5'))
      .option('--capital <quote>', 'cash to start with', numberFrom(0, '10000'))
      .option('--instruments <file>', 'venue rules as JSON: {"BTC/USDT": {"tickSize": "0.01", "minNotional": "5"}}')
      .option('--signals <file>', 'trade what this CSV says (strategy signals-file): timestamp_ms,enter,exit,tag')
      .option('--export-trades <file>', 'write round trips as CSV')
      .option('--out-json <file>', 'write the report as JSON')
      .option('--out-svg <file>', 'write the equity chart as SVG')
      .option('--out-html <file>', 'write the report as one HTML page')
      .option('--journal <file>', 'record the run, for cab replay');
  },
  async run({ args, options, isJson, terminal, services, fail }: Invocation<Options, 'backtest'>) {
    const progress = await startProgress(terminal);
    const result = await services
      .backtest({
        files: args,
        settings: backtestSettings(options),
        outputs: outputsOf(options),
        onProgress: (stage, share) => progress.update(stage, share),
      })
      .finally(() => progress.stop());
    if (!result.ok) return fail(result.error);
    if (isJson) printJson(terminal, result.value.document);
    else await printSummary(terminal, result.value);
    return 0;
  },
});

function backtestSettings(options: Options): Record<string, string> {
  const { lookback, spreadBps, slippageBps, feeBps, capital, instruments, signals } = options;
  return {
    ...(lookback === undefined ? {} : { SIMULATED_WARMUP: String(lookback) }),
    ...(spreadBps === undefined ? {} : { SPREAD_BPS: String(spreadBps) }),
    ...(slippageBps === undefined ? {} : { SLIPPAGE_BPS: String(slippageBps) }),
    // Twelve digits: 0.07 % must not become 0.07000000000000001 %.
    ...(feeBps === undefined ? {} : { FEE_PCT: `${Number((feeBps / 100).toPrecision(12))}%` }),
    ...(capital === undefined ? {} : { INITIAL_CAPITAL: String(capital) }),
    ...(instruments === undefined ? {} : { INSTRUMENTS_FILE: instruments }),
    ...(signals === undefined ? {} : { STRATEGY: 'signals-file', STRATEGY_PARAMS: JSON.stringify({ file: signals }) }),
    ...settingsOf(options),
  };
}

function outputsOf({ exportTrades, outJson, outSvg, outHtml, journal }: Options): BacktestOutputs {
  return {
    ...(exportTrades === undefined ? {} : { trades: exportTrades }),
    ...(outJson === undefined ? {} : { json: outJson }),
    ...(outSvg === undefined ? {} : { svg: outSvg }),
    ...(outHtml === undefined ? {} : { html: outHtml }),
    ...(journal === undefined ? {} : { journal }),
  };
}

async function printSummary(terminal: Terminal, summary: BacktestSummary): Promise<void> {
  const { bold, dim, yellow } = terminal.colors;
  terminal.print(`${bold(printable(summary.title))}\n\n`);
  await printTable(terminal, summary.figures);
  if (summary.denials.length > 0) {
    const list = summary.denials.map(({ rule, count }) => `${rule} ${formatCount(count)}`).join(', ');
    terminal.print(`\nentries denied by risk rules: ${list}\n`);
  }
  for (const { code, count, first } of summary.notices) {
    terminal.print(
      `${dim('notice')} ${code}${count > 1 ? ` (${formatCount(count)} times)` : ''}: ${printable(first)}\n`,
    );
  }
  for (const hint of summary.hints) terminal.print(`${yellow('hint:')} ${printable(hint)}\n`);
  for (const path of summary.written) terminal.print(`wrote ${printable(path)}\n`);
}
