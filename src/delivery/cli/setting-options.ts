/** Options that several commands share: everything that can be set can be set on the command line. */
import { type Command, InvalidArgumentError } from 'commander';

export interface SettingOptions {
  readonly set?: Readonly<Record<string, string>>;
  readonly symbols?: string;
  readonly timeframe?: string;
  readonly strategy?: string;
  readonly params?: string;
}

export function addSettingOptions(command: Command): void {
  command
    .option('--symbol, --symbols <list>', 'what is traded, for example BTC/USDT or BTC/USDT,ETH/USDT')
    .option('--timeframe <span>', 'length of a candle, for example 5m, 1h, 1d')
    .option('--strategy <name>', 'built-in strategy by name, or the path of a .ts file')
    .option('--params <list>', 'parameters of the strategy, for example fast=10,slow=30');
  addSetOption(command);
}

/** Any setting by its key. */
function addSetOption(command: Command): void {
  command.option('--set <KEY=VALUE>', 'any setting; may be given several times', collect, {});
}

function collect(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [, key, value] = /^\s*([A-Za-z][A-Za-z0-9_]*)\s*=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw new InvalidArgumentError('It must look like KEY=VALUE, for example --set MAX_POSITIONS=3.');
  }
  return { ...before, [key.toUpperCase()]: value.trim() };
}

/** Settings by key, as the command line gives them. */
export function settingsOf(options: SettingOptions): Record<string, string> {
  const { symbols, timeframe, strategy, params, set = {} } = options;
  return {
    ...(symbols === undefined ? {} : { SYMBOLS: symbols }),
    ...(timeframe === undefined ? {} : { TIMEFRAME: timeframe }),
    ...(strategy === undefined ? {} : { STRATEGY: strategy }),
    ...(params === undefined ? {} : { STRATEGY_PARAMS: params }),
    ...set,
  };
}

/** A number of at least `from`, for commander. */
export function numberFrom(from: number, example: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value >= from) return value;
    throw new InvalidArgumentError(`It must be a number from ${from}, for example ${example}.`);
  };
}

/** A whole number of at least `from`, for commander. */
export function integerFrom(from: number, example: string): (text: string) => number {
  const parse = numberFrom(from, example);
  return (text) => {
    const value = parse(text);
    if (Number.isSafeInteger(value)) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${from}, for example ${example}.`);
  };
}
