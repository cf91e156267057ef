/** `npm run bench`: measures against peers and prints one table of ratios. See bench/README.md. */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { mainSeries, realSeries } from './inputs.ts';
import { type Row, skipped } from './row.ts';
import { type MeasurementId, measurements } from './rows/index.ts';
import { printableTable } from './table.ts';
import { Workbench, cacheDir } from './workbench.ts';

const USAGE = `usage: npm run bench -- [--only B1,B6] [--rounds 5] [--candles-bin FILE] [--candles FILE.csv]
  --only         some rows instead of all: ${Object.keys(measurements).join(', ')}
  --rounds       best of so many rounds, at least 5
  --candles-bin  six Float64 columns to measure on (also BENCH_CANDLES); a series of our own by default
  --candles      a CSV file of real candles, to repeat B1 on
`;

const WRONG_USE = 64;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    'candles-bin': { type: 'string' },
    candles: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function chosen(only: string | undefined): MeasurementId[] {
  const known = Object.keys(measurements) as MeasurementId[];
  if (only === undefined) return known;
  const wanted = only.split(',').map((id) => id.trim().toUpperCase());
  const unknown = wanted.filter((id) => !known.includes(id as MeasurementId));
  if (unknown.length > 0) {
    process.stderr.write(`--only must be some of ${known.join(', ')}, value was ${unknown.join(', ')}\n`);
    process.exit(WRONG_USE);
  }
  return known.filter((id) => wanted.includes(id));
}

async function* measure(bench: Workbench, id: MeasurementId): AsyncGenerator<Row> {
  const startedMs = performance.now();
  try {
    yield* measurements[id](bench);
  } catch (error) {
    // A gate that fails or a program that breaks spoils what is left of its own rows only, and the exit code.
    process.exitCode = 1;
    yield skipped(id, 'failed', error instanceof Error ? error.message : String(error));
  } finally {
    process.stderr.write(`${id} took ${Math.round((performance.now() - startedMs) / 1000)} s\n`);
  }
}

if (values.help) print(USAGE);
else {
  const wanted = chosen(values.only);
  const rounds = Math.max(5, Number(values.rounds) || 5);
  const series = mainSeries(values['candles-bin'] ?? process.env['BENCH_CANDLES'], cacheDir);
  const real = values.candles === undefined ? undefined : await realSeries(values.candles, cacheDir);
  const bench = await Workbench.create({ series, realSeries: real, rounds });
  const rows: Row[] = [];
  for (const id of wanted) for await (const row of measure(bench, id)) rows.push(row);
  const load = loadavg()[0]?.toFixed(1);
  print(
    `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, load ${load}, best of ${rounds} or more`,
  );
  print(`candles: ${series.title}${series.published ? '; trades and equity are also those published' : ''}`);
  if (real) print(`real candles: ${real.title}`);
  print(`\n${printableTable(rows)}`);
}
