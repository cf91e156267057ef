import {
  type Decimal,
  type Instrument,
  type Result,
  err,
  fromSignal,
  ok,
  price,
  quantity,
} from '../../domain/index.ts';
import type { InstrumentColumns } from '../../runtime/feeds/index.ts';
import { smallestOrderOf, tickOf } from './derive-rules.ts';

/** What rules are derived from. */
export interface InstrumentSource {
  readonly symbols: readonly string[];
  readonly files: readonly InstrumentColumns[];
  readonly feeRatio: number;
  readonly capital: number;
}

/** How a backtest or file replay trades a symbol whose venue rules nobody told it: as its candles suggest. */
function derivedInstrument(id: number, { symbols, files, feeRatio, capital }: InstrumentSource): Instrument {
  const symbol = symbols[id] ?? '';
  const columns = files.find(({ instrument }) => instrument === id)?.columns;
  const [base = '', quote = ''] = symbol.split('/');
  const feeRate = fromSignal(feeRatio);
  return {
    id,
    symbol,
    venue: 'simulated',
    base,
    quote,
    tickSize: columns ? tickOf(columns) : price('0.00000001'),
    stepSize: quantity('0.00000001'),
    minQuantity: quantity('0.00000001'),
    minNotional: smallestOrderOf(quote, capital),
    makerFeeRate: feeRate,
    takerFeeRate: feeRate,
    feeAsset: 'quote',
    status: 'trading',
  };
}

/** One portfolio has one quote asset; the error names the symbols that disagree. */
export function composeInstruments(source: InstrumentSource): Result<readonly Instrument[], string> {
  const { symbols } = source;
  const instruments = symbols.map((_symbol, id) => derivedInstrument(id, source));
  const quotes = new Set(instruments.map((instrument) => instrument.quote));
  if (quotes.size > 1) {
    return err(`SYMBOLS must share one quote asset, found ${[...quotes].join(', ')} in ${symbols.join(', ')}`);
  }
  return ok(instruments);
}

/** Starting cash in the quote asset that all instruments share. */
export function startingBalances(instruments: readonly Instrument[], capital: number): Record<string, Decimal> {
  return { [instruments[0]?.quote ?? 'USDT']: fromSignal(capital) };
}
