import { parseArgs } from 'node:util';
import { type MeasurementId, measurements } from './rows/index.ts';

/** What was asked for does not exist or makes no sense; the message says what would be right. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

export interface BenchArguments {
  readonly isHelp: boolean;
  readonly ids: readonly MeasurementId[];
  readonly rounds: number;
  readonly candlesBin: string | undefined;
  readonly candles: string | undefined;
}

const FEWEST_ROUNDS = 5;

/** @throws WrongUse with everything that is wrong, a line for each. */
export function parseArguments(args: readonly string[]): BenchArguments {
  const values = parsed(args);
  const problems: string[] = [];
  const known = Object.keys(measurements) as MeasurementId[];
  const ids = namesIn(values.only, known, known, problems);
  const rounds = countIn('--rounds', values.rounds, FEWEST_ROUNDS, problems);
  if (problems.length > 0) throw new WrongUse(problems.join('\n'));
  return { isHelp: values.help, ids, rounds, candlesBin: values['candles-bin'], candles: values.candles };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: text,
        rounds: text,
        'candles-bin': text,
        candles: text,
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

/** Names of a comma-separated list, each once and in the order of `known`. */
function namesIn<Name extends string>(
  list: string | undefined,
  known: readonly Name[],
  byDefault: readonly Name[],
  problems: string[],
): readonly Name[] {
  if (list === undefined) return byDefault;
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
