import { ONE, decimal } from '../../../domain/decimal.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import type { Notional, Price, Quantity } from '../../../domain/units.ts';
import { marketProfile, unitsPerDollar } from './market-profiles.ts';

const MIN_NOTIONAL_DOLLARS = 3;

/**
 * The pairs of the simulated exchange, in the order given. Tick and step follow the price as on real venues (BTC/USDT:
 * 0.1 and 0.000001), fees are those of a small account: 0.1 % maker, 0.2 % taker, taken from what is received.
 * @throws RangeError when a symbol is not `BASE/QUOTE`.
 */
export function simulatedInstruments(symbols: readonly string[]): Instrument[] {
  return symbols.map((symbol, id) => {
    const [base = '', quote = '', ...rest] = symbol.split('/');
    if (base === '' || quote === '' || rest.length > 0) {
      throw new RangeError(`a symbol must look like BTC/USDT, value was "${symbol}"`);
    }
    const { startPrice } = marketProfile(base, quote);
    // Ticks follow the price, steps what the coin is worth: about one dollar cent to a dime.
    const stepSize = powerOfTen(-magnitudeOf(marketProfile(base, 'USD').startPrice) - 2) as Quantity;
    return {
      id,
      symbol,
      venue: 'simulated',
      base,
      quote,
      tickSize: powerOfTen(magnitudeOf(startPrice) - (startPrice >= 1 ? 5 : 4)) as Price,
      stepSize,
      minQuantity: stepSize,
      minNotional: minNotional(quote),
      priceBandRatio: 0.08,
      makerFeeRate: decimal('0.001'),
      takerFeeRate: decimal('0.002'),
      feeAsset: 'received',
      status: 'trading',
    };
  });
}

/** Three dollars in the quote currency, rounded to one significant digit. */
function minNotional(quote: string): Notional {
  const amount = MIN_NOTIONAL_DOLLARS * unitsPerDollar(quote);
  const magnitude = magnitudeOf(amount);
  return (BigInt(Math.round(amount / 10 ** magnitude)) * powerOfTen(magnitude)) as Notional;
}

function magnitudeOf(value: number): number {
  return Math.floor(Math.log10(value));
}

function powerOfTen(exponent: number): bigint {
  return exponent >= 0 ? ONE * 10n ** BigInt(exponent) : ONE / 10n ** BigInt(-exponent);
}
