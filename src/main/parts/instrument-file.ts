/** Venue rules that a person gives: a JSON file with an object per symbol, its fields named as those of `Instrument`. */
import { readFile } from 'node:fs/promises';
import {
  type Decimal,
  type Instrument,
  type Result,
  decimal,
  err,
  formatDecimal,
  fromSignal,
  ok,
  parseDecimal,
  toSignal,
} from '../../domain/index.ts';

/** The fields that a file may say; what it leaves out is derived. */
export type GivenRules = Partial<
  Pick<
    Instrument,
    | 'tickSize'
    | 'stepSize'
    | 'minQuantity'
    | 'minNotional'
    | 'maxQuantity'
    | 'priceBandRatio'
    | 'makerFeeRate'
    | 'takerFeeRate'
    | 'feeAsset'
  >
>;

/** Reads a value of a field, or gives `undefined` when it is not what `allowed` says. */
interface Field {
  /** To be read after "must be". */
  readonly allowed: string;
  readonly read: (value: unknown) => unknown;
}

/** Most that a fee may be: as FEE_PCT. */
const HIGHEST_FEE = decimal('0.1');

const above: Field = {
  allowed: 'a decimal above 0, for example "0.01"',
  read: (value) => amount(value, (a) => a > 0n),
};
const from: Field = { allowed: 'a decimal from 0, for example "5"', read: (value) => amount(value, (a) => a >= 0n) };
const fee: Field = {
  allowed: 'a share from 0 to 0.1, for example "0.001" for 0.1 %',
  read: (value) => amount(value, (a) => a >= 0n && a <= HIGHEST_FEE),
};
const band: Field = {
  allowed: 'a share above 0 and up to 1, for example 0.08 for 8 %',
  read: (value) => {
    const ratio = amount(value, (a) => a > 0n && a <= decimal('1'));
    return ratio === undefined ? undefined : toSignal(ratio);
  },
};
const feeAsset: Field = {
  allowed:
    '"quote" or "received" (base on buys, quote on sells); fees in a third asset are not simulated, give their worth as makerFeeRate and takerFeeRate',
  read: (value) => (value === 'quote' || value === 'received' ? value : undefined),
};

const FIELDS: Readonly<Record<keyof GivenRules, Field>> = {
  tickSize: above,
  stepSize: above,
  minQuantity: from,
  minNotional: from,
  maxQuantity: above,
  priceBandRatio: band,
  makerFeeRate: fee,
  takerFeeRate: fee,
  feeAsset,
};

const EXAMPLE = '{ "BTC/USDT": { "tickSize": "0.01", "minNotional": "5" } }';

/** The rules of each of `symbols`; everything that is wrong at once: file, symbol, field, value, what would be right. */
export async function readInstrumentFile(
  path: string,
  symbols: readonly string[],
): Promise<Result<Readonly<Record<string, GivenRules>>, readonly string[]>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return err([`instrument file ${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`]);
  }
  return parseInstrumentRules(path, text, symbols);
}

export function parseInstrumentRules(
  path: string,
  text: string,
  symbols: readonly string[],
): Result<Readonly<Record<string, GivenRules>>, readonly string[]> {
  const told = parsed(text);
  if (typeof told === 'string') return err([`instrument file ${path} is no JSON: ${told}`]);
  if (!isObject(told.value)) return err([`instrument file ${path} must hold an object of symbols such as ${EXAMPLE}`]);
  const problems: string[] = [];
  const rules: Record<string, GivenRules> = {};
  for (const [symbol, fields] of Object.entries(told.value)) {
    rules[symbol] = rulesOf(`${path}, ${symbol}`, fields, problems);
    if (!/^[^\s/]+\/[^\s/]+$/.test(symbol)) {
      problems.push(`${path}, ${symbol} is no symbol: must be base and quote such as BTC/USDT`);
    }
  }
  for (const symbol of symbols.filter((wanted) => !Object.hasOwn(rules, wanted))) {
    const names = Object.keys(rules).join(', ') || 'none';
    problems.push(`${path} has no rules for ${symbol}, it has ${names}; "${symbol}": {} derives them from the candles`);
  }
  return problems.length > 0 ? err(problems) : ok(rules);
}

function rulesOf(where: string, told: unknown, problems: string[]): GivenRules {
  if (!isObject(told)) {
    problems.push(`${where} is ${JSON.stringify(told)}: must be an object of fields such as { "tickSize": "0.01" }`);
    return {};
  }
  const rules: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(told)) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof GivenRules] : undefined;
    const read = field?.read(value);
    if (!field) problems.push(`${where}, ${name} is no field; known are ${Object.keys(FIELDS).join(', ')}`);
    else if (read === undefined)
      problems.push(`${where}, ${name} is ${JSON.stringify(value)}: must be ${field.allowed}`);
    else rules[name] = read;
  }
  const { minQuantity, maxQuantity } = rules as GivenRules;
  if (minQuantity !== undefined && maxQuantity !== undefined && maxQuantity < minQuantity) {
    const least = formatDecimal(minQuantity);
    problems.push(
      `${where}, maxQuantity is ${formatDecimal(maxQuantity)}: must not be below minQuantity, which is ${least}`,
    );
  }
  return rules;
}

/** A decimal as text, which is exact, or as a number. */
function amount(value: unknown, isRight: (amount: Decimal) => boolean): Decimal | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const read = typeof value === 'number' ? ok(fromSignal(value)) : parseDecimal(value);
  return read.ok && isRight(read.value) ? read.value : undefined;
}

function parsed(text: string): { readonly value: unknown } | string {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
