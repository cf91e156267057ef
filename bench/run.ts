/** `npm run bench`: measures against peers, or against a commit of ours, and prints one table. See bench/README.md. */
import { measureAgainstPeers } from './against-peers.ts';
import { type CandleArguments, parseArguments } from './arguments.ts';
import { compareBuilds } from './compare/compare-builds.ts';
import { findRevision } from './compare/revision.ts';
import { COMPARE_IDS, USUAL_IDS } from './compare/rows.ts';
import { type Candles, mainSeries, realSeries } from './inputs.ts';
import { measurements } from './rows/index.ts';
import { cacheDir, root } from './workbench.ts';
import { WrongUse } from './wrong-use.ts';

const USAGE = `usage: npm run bench -- [--only B1,B6] [--rounds 5] [--candles-bin FILE] [--candles FILE.csv]
       npm run bench -- --compare REF [--only B1,B6] [--pairs 9] [--candles-bin FILE] [--candles FILE.csv]
  --only         some rows instead of all: ${Object.keys(measurements).join(', ')}
  --rounds       best of so many rounds, at least 5
  --candles-bin  six Float64 columns to measure on (also BENCH_CANDLES); a series of our own by default
  --candles      a CSV file of real candles, to repeat B1 on
  --compare      the working tree against a commit, branch or tag of ours instead of peers;
                 rows are then ${COMPARE_IDS.join(', ')}, and by default ${USUAL_IDS.join(', ')}
  --pairs        so many runs of each, in turn, at least 9
`;

const WRONG_USE = 64;

async function run(): Promise<string> {
  const given = parseArguments(process.argv.slice(2));
  if (given.kind === 'help') return USAGE;
  if (given.kind === 'peers') return measureAgainstPeers({ ...given, ...(await candlesOf(given)) });
  // Before candles are made: a name that does not exist is told at once.
  const revision = await findRevision(root, given.reference);
  return compareBuilds({ ...given, ...(await candlesOf(given)), revision });
}

async function candlesOf({ candlesBin, candles }: CandleArguments): Promise<Candles> {
  const series = mainSeries(candlesBin ?? process.env['BENCH_CANDLES'], cacheDir);
  return { series, realSeries: candles === undefined ? undefined : await realSeries(candles, cacheDir) };
}

try {
  process.stdout.write(`${await run()}\n`);
} catch (error) {
  if (!(error instanceof WrongUse)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_USE;
}
