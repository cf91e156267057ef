import { type Result, err, ok } from '../../../domain/result.ts';
import { type Declaration, declare } from '../setting.ts';

export type ParameterValue = string | number | boolean;

export interface StrategyParameters {
  /** Given to the only strategy. */
  readonly shared: Readonly<Record<string, ParameterValue>>;
  readonly byStrategy: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
}

type Entry = readonly [strategy: string, name: string, value: ParameterValue];

// Also keeps `__proto__` and its like out of the records below.
const NAME = /^[A-Za-z][A-Za-z0-9-]*$/;

/** `fast=10,slow=30`, `ema-cross.fast=10`, `{"fast":10}` or `{"ema-cross":{"fast":10}}`. */
function parseStrategyParameters(text: string): Result<StrategyParameters, string> {
  const entries = text.startsWith('{') ? entriesOfJson(text) : entriesOfPairs(text);
  if (!entries.ok) return entries;
  const shared: Record<string, ParameterValue> = {};
  const byStrategy: Record<string, Record<string, ParameterValue>> = {};
  for (const [strategy, name, value] of entries.value) {
    if (!NAME.test(name) || (strategy !== '' && !NAME.test(strategy))) return err(`"${name}" is no parameter name`);
    let target = shared;
    if (strategy !== '') {
      target = Object.hasOwn(byStrategy, strategy) ? (byStrategy[strategy] ?? {}) : {};
      byStrategy[strategy] = target;
    }
    if (Object.hasOwn(target, name)) return err(`"${name}" is given twice`);
    target[name] = value;
  }
  return ok({ shared, byStrategy });
}

/** Sorted by strategy and name, so that equal parameters print equally. */
function formatStrategyParameters({ shared, byStrategy }: StrategyParameters): string {
  const pairs = Object.entries(shared).map(([name, value]) => `${name}=${value}`);
  for (const [strategy, values] of Object.entries(byStrategy)) {
    pairs.push(...Object.entries(values).map(([name, value]) => `${strategy}.${name}=${value}`));
  }
  return pairs.sort().join(',');
}

/** Only the shape is read here: ranges and types belong to the strategy that declares the parameters. */
export function strategyParameters<const Declared extends Declaration>(declared: Declared) {
  return declare<StrategyParameters, Declared>(declared, {
    kind: 'parameters',
    unit: '',
    allowed: 'name=value pairs with commas between them, or a JSON object',
    parse: parseStrategyParameters,
    format: formatStrategyParameters,
  });
}

function entriesOfPairs(text: string): Result<readonly Entry[], string> {
  const entries: Entry[] = [];
  for (const pair of text.split(',')) {
    const match = /^\s*(?:([^.=\s]+)\.)?([^.=\s]+)\s*=\s*(\S.*?)\s*$/.exec(pair);
    if (!match) return err(`"${pair.trim()}" is no name=value pair`);
    entries.push([match[1] ?? '', match[2] ?? '', match[3] ?? '']);
  }
  return ok(entries);
}

function entriesOfJson(text: string): Result<readonly Entry[], string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return err('this is not valid JSON');
  }
  const entries: Entry[] = [];
  for (const [key, value] of Object.entries(parsed as object)) {
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
    const inner: readonly (readonly [string, string, unknown])[] = isNested
      ? Object.entries(value as object).map(([name, innerValue]) => [key, name, innerValue])
      : [['', key, value]];
    for (const [strategy, name, innerValue] of inner) {
      if (!isParameterValue(innerValue)) return err(`"${name}" must be a number, text, true or false`);
      entries.push([strategy, name, innerValue]);
    }
  }
  return ok(entries);
}

function isParameterValue(value: unknown): value is ParameterValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
