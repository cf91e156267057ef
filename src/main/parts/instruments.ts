import { type Decimal, type Instrument, type Result, err, fromSignal, ok } from '../../domain/index.ts';
import type { InstrumentColumns } from '../../runtime/feeds/index.ts';
import type { Settings } from '../settings/index.ts';
import { smallestOrderOf, stepOf, tickOf } from './derive-rules.ts';
import { type GivenRules, readInstrumentFile } from './instrument-file.ts';

export interface ComposedInstruments {
  readonly instruments: readonly Instrument[];
  /** Where the rules of each symbol come from, for people. */
  readonly sources: Readonly<Record<string, string>>;
}

/**
 * How a backtest or file replay trades: by the rules of INSTRUMENTS_FILE, and where that says nothing as the candles
 * suggest. One portfolio has one quote asset; the error names the symbols that disagree.
 */
export async function composeInstruments(
  settings: Settings,
  files: readonly InstrumentColumns[],
): Promise<Result<ComposedInstruments, readonly string[]>> {
  const { symbols } = settings.mode;
  const path = settings.simulation.instrumentsFile;
  const given = path === undefined ? ok({}) : await readInstrumentFile(path, symbols);
  const quotes = new Set(symbols.map((symbol) => symbol.split('/')[1] ?? ''));
  const problems = given.ok ? [] : [...given.error];
  if (quotes.size > 1) {
    problems.push(`SYMBOLS must share one quote asset, found ${[...quotes].join(', ')} in ${symbols.join(', ')}`);
  }
  if (!given.ok || problems.length > 0) return err(problems);
  const rules: Readonly<Record<string, GivenRules>> = given.value;
  return ok({
    instruments: symbols.map((symbol, id) => ({
      ...derivedInstrument(id, settings, files, rules[symbol]),
      ...rules[symbol],
    })),
    sources: Object.fromEntries(symbols.map((symbol) => [symbol, sourceOf(path, rules[symbol])])),
  });
}

/** A symbol as its candles and the settings suggest; the smallest quantity is the step in force. */
function derivedInstrument(
  id: number,
  { mode, simulation }: Settings,
  files: readonly InstrumentColumns[],
  given: GivenRules = {},
): Instrument {
  const symbol = mode.symbols[id] ?? '';
  const columns = files.find(({ instrument }) => instrument === id)?.columns;
  const [base = '', quote = ''] = symbol.split('/');
  const feeRate = fromSignal(simulation.feeRatio);
  const minNotional = smallestOrderOf(quote, mode.initialCapital);
  const stepSize = given.stepSize ?? stepOf(columns, minNotional);
  return {
    id,
    symbol,
    venue: 'simulated',
    base,
    quote,
    tickSize: tickOf(columns),
    stepSize,
    minQuantity: stepSize,
    minNotional,
    makerFeeRate: feeRate,
    takerFeeRate: feeRate,
    feeAsset: simulation.feeAsset,
    status: 'trading',
  };
}

const DERIVED = 'derived from candles and quote';

function sourceOf(path: string | undefined, given: GivenRules = {}): string {
  const fields = Object.keys(given);
  if (path === undefined || fields.length === 0) return DERIVED;
  return `${fields.join(', ')} given in ${path}, the rest ${DERIVED}`;
}

/** What the first symbol is traded for, as all others are. */
export function quoteOf(symbols: readonly string[]): string {
  return symbols[0]?.split('/')[1] ?? '';
}

/** Starting cash in the quote asset that all instruments share. */
export function startingBalances(instruments: readonly Instrument[], capital: number): Record<string, Decimal> {
  return { [instruments[0]?.quote ?? 'USDT']: fromSignal(capital) };
}
