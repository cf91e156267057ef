import {
  type Decimal,
  type Instrument,
  type Result,
  err,
  fromSignal,
  notional,
  ok,
  price,
  quantity,
} from '../../domain/index.ts';

/** How a backtest or paper run trades a symbol whose venue rules nobody told it: fine steps, a small minimum. */
function simulatedInstrument(id: number, symbol: string, feeRatio: number): Instrument {
  const [base = '', quote = ''] = symbol.split('/');
  const feeRate = fromSignal(feeRatio);
  return {
    id,
    symbol,
    venue: 'simulated',
    base,
    quote,
    tickSize: price('0.00000001'),
    stepSize: quantity('0.00000001'),
    minQuantity: quantity('0.00000001'),
    minNotional: notional('1'),
    makerFeeRate: feeRate,
    takerFeeRate: feeRate,
    feeAsset: 'quote',
    status: 'trading',
  };
}

/** One portfolio has one quote asset; the error names the symbols that disagree. */
export function composeInstruments(
  symbols: readonly string[],
  feeRatio: number,
): Result<readonly Instrument[], string> {
  const instruments = symbols.map((symbol, id) => simulatedInstrument(id, symbol, feeRatio));
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
