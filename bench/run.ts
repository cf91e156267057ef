/** `npm run bench`: measures against peers and prints one table of ratios. See bench/README.md. */
import { measureAgainstPeers } from './against-peers.ts';
import { WrongUse, parseArguments } from './arguments.ts';
import { mainSeries, realSeries } from './inputs.ts';
import { measurements } from './rows/index.ts';
import { cacheDir } from './workbench.ts';

const USAGE = `usage: npm run bench -- [--only B1,B6] [--rounds 5] [--candles-bin FILE] [--candles FILE.csv]
  --only         some rows instead of all: ${Object.keys(measurements).join(', ')}
  --rounds       best of so many rounds, at least 5
  --candles-bin  six Float64 columns to measure on (also BENCH_CANDLES); a series of our own by default
  --candles      a CSV file of real candles, to repeat B1 on
`;

const WRONG_USE = 64;

async function run(): Promise<string> {
  const given = parseArguments(process.argv.slice(2));
  if (given.isHelp) return USAGE;
  const series = mainSeries(given.candlesBin ?? process.env['BENCH_CANDLES'], cacheDir);
  const real = given.candles === undefined ? undefined : await realSeries(given.candles, cacheDir);
  const { ids, rounds } = given;
  return measureAgainstPeers({ ids, rounds, series, realSeries: real });
}

try {
  process.stdout.write(`${await run()}\n`);
} catch (error) {
  if (!(error instanceof WrongUse)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_USE;
}
