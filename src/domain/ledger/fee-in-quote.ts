import { type Decimal, multiply } from '../decimal.ts';
import type { Instrument } from '../market/instrument.ts';
import type { Price } from '../units.ts';

/**
 * What a fill's fee was worth in quote when it was paid, rounded up; 0 for a fee in a third asset, which has no price
 * here.
 */
export function feeInQuote(
  { fee, feeAsset, price }: { readonly fee: Decimal; readonly feeAsset: string; readonly price: Price },
  { base, quote }: Pick<Instrument, 'base' | 'quote'>,
): Decimal {
  if (feeAsset === quote) return fee;
  return feeAsset === base ? multiply(price, fee, 'up') : 0n;
}
