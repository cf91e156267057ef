/** The candles of a run: a file of columns, a series made from the seed, or a real market. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { readCandleFile } from '../src/adapters/candles/index.ts';
import { generateCandles, openAtLastClose } from './candles.ts';
import { readColumnFile, writeColumnFile, writeColumnText } from './column-file.ts';
import type { Outcome } from './outcome.ts';

export interface Series {
  /** Six Float64 columns. */
  readonly path: string;
  /** The same as CSV. */
  readonly csv: string;
  readonly candles: number;
  /** First candle whose close may lead to an order. */
  readonly warmUp: number;
  /** For people: where it comes from. */
  readonly title: string;
  /** Known beforehand, for a series that everybody can make. */
  readonly published?: Outcome;
}

/** What one call of the bench measures on. */
export interface Candles {
  readonly series: Series;
  /** Candles that are also on the market: closes of a real one. */
  readonly realSeries: Series | undefined;
}

const COUNT = 1_000_000;
const SEED = 42;
const WARM_UP = 2000;
const REFERENCE_SHA256 = '162c5ea7f3e0e88b718c7beea02448878ad7876cf7738faa543ef78daf83600e';
/** Agreed on by vectorbt, backtrader and an independent loop. */
const REFERENCE: Outcome = { trips: 8655, fills: 17_310, equity: 502_291.967255 };

/** The reference file if it is given, else a series of our own with the same properties. */
export function mainSeries(file: string | undefined, cacheDir: string): Series {
  mkdirSync(cacheDir, { recursive: true });
  if (file !== undefined) return fromColumnFile(file, cacheDir);
  const path = `${cacheDir}/own-${COUNT}-${SEED}.bin`;
  if (!existsSync(path)) writeColumnFile(path, generateCandles(COUNT, SEED));
  return describe(path, cacheDir, `own series, ${COUNT.toLocaleString('en-US')} candles, seed ${SEED}`);
}

function fromColumnFile(path: string, cacheDir: string): Series {
  const isReference = createHash('sha256').update(readFileSync(path)).digest('hex') === REFERENCE_SHA256;
  const title = isReference ? 'reference series, 1,000,000 candles, seed 42' : path;
  return { ...describe(path, cacheDir, title), ...(isReference ? { published: REFERENCE } : {}) };
}

/**
 * Candles of a real market, from a CSV file.
 * @throws Error with what is wrong with the file.
 */
export async function realSeries(file: string, cacheDir: string): Promise<Series> {
  const read = await readCandleFile(file);
  if (!read.ok) throw new Error(`${file}: ${JSON.stringify(read.error).slice(0, 400)}`);
  const path = `${cacheDir}/real.bin`;
  const name = file.split('/').at(-1) ?? file;
  const { columns } = read.value;
  writeColumnFile(path, openAtLastClose(columns));
  const title = `${name}, ${columns.length.toLocaleString('en-US')} real candles, each opened at the close before it`;
  return describe(path, cacheDir, title);
}

function describe(path: string, cacheDir: string, title: string): Series {
  const candles = statSync(path).size / 48;
  const csv = `${cacheDir}/${createHash('sha256')
    .update(`${path} ${statSync(path).mtimeMs}`)
    .digest('hex')
    .slice(0, 12)}.csv`;
  return { path, csv, candles, warmUp: WARM_UP, title };
}

/** Makes the series' text when it is needed. */
export function withText(series: Series): Series {
  if (!existsSync(series.csv)) writeColumnText(series.csv, readColumnFile(series.path));
  return series;
}
