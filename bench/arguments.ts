import { parseArgs } from 'node:util';
import { COMPARE_IDS, REAL_IDS, USUAL_IDS } from './compare/rows.ts';
import { type MeasurementId, measurements } from './rows/index.ts';
import { WrongUse } from './wrong-use.ts';

export interface CandleArguments {
  readonly candlesBin: string | undefined;
  readonly candles: string | undefined;
}

interface PeerArguments extends CandleArguments {
  readonly kind: 'peers';
  readonly ids: readonly MeasurementId[];
  readonly rounds: number;
}

interface CompareArguments extends CandleArguments {
  readonly kind: 'compare';
  /** The commit as it was named. */
  readonly reference: string;
  readonly ids: readonly string[];
  readonly pairs: number;
}

export type BenchArguments = { readonly kind: 'help' } | PeerArguments | CompareArguments;

const FEWEST_ROUNDS = 5;
const FEWEST_PAIRS = 9;

/** @throws WrongUse with everything that is wrong, a line for each. */
export function parseArguments(args: readonly string[]): BenchArguments {
  const values = parsed(args);
  if (values.help) return { kind: 'help' };
  const problems: string[] = [];
  const found = values.compare === undefined ? peerArguments(values, problems) : compareArguments(values, problems);
  if (problems.length > 0) throw new WrongUse(problems.join('\n'));
  return found;
}

function peerArguments(values: Values, problems: string[]): PeerArguments {
  const known = Object.keys(measurements) as MeasurementId[];
  if (values.pairs !== undefined) problems.push('--pairs goes with --compare; against peers it is --rounds');
  return {
    kind: 'peers',
    ids: namesIn(values.only, known, problems) ?? known,
    rounds: countIn('--rounds', values.rounds, FEWEST_ROUNDS, problems),
    ...candlesIn(values),
  };
}

function compareArguments(values: Values, problems: string[]): CompareArguments {
  const { candles, compare = '' } = values;
  if (values.rounds !== undefined) problems.push('--rounds is for peers; with --compare it is --pairs');
  const usual = candles === undefined ? USUAL_IDS : [...USUAL_IDS, ...REAL_IDS];
  const ids = namesIn(values.only, COMPARE_IDS, problems) ?? usual;
  const withoutCandles = candles === undefined ? ids.filter((id) => REAL_IDS.includes(id)) : [];
  if (withoutCandles.length > 0)
    problems.push(`${withoutCandles.join(', ')} needs --candles, a CSV file of real candles`);
  return {
    kind: 'compare',
    reference: compare,
    ids,
    pairs: countIn('--pairs', values.pairs, FEWEST_PAIRS, problems),
    ...candlesIn(values),
  };
}

function candlesIn({ candles, 'candles-bin': candlesBin }: Values): CandleArguments {
  return { candles, candlesBin };
}

type Values = ReturnType<typeof parsed>;

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        compare: text,
        only: text,
        rounds: text,
        pairs: text,
        'candles-bin': text,
        candles: text,
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

/** Names of a comma-separated list, each once and in the order of `known`; `undefined` without a list. */
function namesIn<Name extends string>(
  list: string | undefined,
  known: readonly Name[],
  problems: string[],
): Name[] | undefined {
  if (list === undefined) return undefined;
  const wanted = list.split(',').map((name) => name.trim().toUpperCase());
  const unknown = wanted.filter((name) => !known.some((one) => one.toUpperCase() === name));
  if (unknown.length > 0) {
    problems.push(`--only must be some of ${known.join(', ')}, value was ${unknown.join(', ') || 'empty'}`);
  }
  return known.filter((one) => wanted.includes(one.toUpperCase()));
}

function countIn(option: string, value: string | undefined, fewest: number, problems: string[]): number {
  const count = value === undefined ? fewest : Number(value);
  if (Number.isSafeInteger(count) && count >= fewest) return count;
  problems.push(`${option} must be a whole number of at least ${fewest}, value was ${value || 'empty'}`);
  return fewest;
}
