import { runCommand } from '../command-run.ts';
import { Disagreement } from '../contest.ts';
import { runOnce } from '../contestant.ts';
import { withText } from '../inputs.ts';
import { type Outcome, differenceOf } from '../outcome.ts';
import { type Row, atLeast, milliseconds, skipped } from '../row.ts';
import { CAPITAL, type Workbench, cacheDir, root } from '../workbench.ts';

const TASK = 'command line, start to printed result';
const PEERS = [
  { peer: 'backtesting', title: 'backtesting.py script', goal: 10, rounds: 3 },
  { peer: 'vectorbt', title: 'vectorbt script', goal: 15, rounds: 5 },
] as const;

/** Limits that the peers do not have are off: the task trades with all of its cash and without a stop. */
const OFF = [
  'STOP_LOSS_PCT',
  'MAX_DRAWDOWN_PCT',
  'RISK_MAX_CAPITAL_PER_SYMBOL_PCT',
  'RISK_MAX_TOTAL_EXPOSURE_PCT',
  'RISK_ATR_SPIKE_PCT',
].map((key) => `${key}=off`);

/** The whole program from its start, with candles in the form each reads fastest: our column cache, NumPy's raw file. */
export async function* measureB3(bench: Workbench): AsyncGenerator<Row> {
  await runCommand([process.execPath, `${root}/scripts/ensure-build.ts`]);
  const command = ourCommand(withText(bench.series).csv, bench.series.warmUp);
  // The first run fills the cache.
  const result = outcomeOf((await runCommand([...command, '--json'])).stdout);
  for (const { peer, title, goal, rounds } of PEERS) {
    const program = await bench.peer(peer, bench.options(bench.series));
    if ('why' in program) {
      yield skipped('B3', TASK, `${title} ${program.why}`);
      continue;
    }
    let ours = Number.POSITIVE_INFINITY;
    let theirs = Number.POSITIVE_INFINITY;
    // One round more than counts: the first finds cold files.
    for (let round = -1; round < Math.max(rounds, bench.rounds); round += 1) {
      const [ourRun, theirRun] = [await runCommand(command), await runOnce(program)];
      const difference = differenceOf(result, theirRun.outcome);
      if (difference !== undefined) throw new Disagreement(`the command line and ${title} disagree: ${difference}`);
      assertPrinted(ourRun.stdout, result);
      if (round < 0) continue;
      ours = Math.min(ours, ourRun.ms);
      theirs = Math.min(theirs, theirRun.startToResultMs);
    }
    const compared = { ours: milliseconds(ours), peer: `${title} ${milliseconds(theirs)}`, ratio: theirs / ours };
    yield atLeast(goal, { id: 'B3', task: TASK, ...compared });
  }
}

function ourCommand(csv: string, warmUp: number): [string, ...string[]] {
  const flags = {
    symbol: 'BTC/USDT',
    timeframe: '1m',
    strategy: 'ema-cross',
    params: 'fast=20,slow=50',
    lookback: warmUp,
    capital: CAPITAL,
    'slippage-bps': 0,
    'fee-bps': 10,
  };
  const settings = [`DATA_DIR=${cacheDir}/data`, 'POSITION_SIZE_MODE=equity', 'POSITION_SIZE_PCT=100%', ...OFF];
  return [
    process.execPath,
    `${root}/dist/cab.js`,
    'backtest',
    csv,
    ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ...settings.flatMap((setting) => ['--set', setting]),
  ];
}

function outcomeOf(json: string): Outcome {
  const { endEquity, trades, fills } = JSON.parse(json) as { endEquity: number; trades: unknown[]; fills: number };
  return { trips: trades.length, fills, equity: endEquity };
}

/** What the measured run printed for people is the result that was compared. */
function assertPrinted(text: string, { trips, equity }: Outcome): void {
  const profit = (equity - CAPITAL).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const isRight = text.includes(profit) && text.includes(` ${trips.toLocaleString('en-US')} `);
  if (!isRight) throw new Disagreement(`the command line must print a profit of ${profit} in ${trips} trades`);
}
