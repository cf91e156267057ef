/** Dust goes along with a sale that has room for it; what it earned since it became dust is nobody's round trip. */
import type { Decimal } from '../decimal.ts';
import type { Quantity } from '../units.ts';
import type { Accounts } from './accounts.ts';
import type { LedgerFill } from './fill.ts';
import type { InstrumentBook } from './holdings.ts';
import { postDust } from './posting.ts';

/** The dust's part of a sale: what it brought, its part of the fee, its profit before that. The rest is the lane's. */
interface DustPart {
  readonly proceeds: Decimal;
  readonly fee: Decimal;
  readonly gross: Decimal;
}

export const NO_DUST: DustPart = { proceeds: 0n, fee: 0n, gross: 0n };

/** Sells `quantity` of dust with the fill; its shares are rounded down. */
export function sellDust(
  { dust, dustSold, instrument }: InstrumentBook,
  fill: Pick<LedgerFill, 'quantity'>,
  quantity: Decimal,
  paid: { readonly notional: Decimal; readonly fee: Decimal },
  apply: Accounts['apply'],
): DustPart {
  postDust(instrument, quantity as Quantity, 'available', apply);
  dust.take(quantity);
  const proceeds = (paid.notional * quantity) / fill.quantity;
  const fee = (paid.fee * quantity) / fill.quantity;
  const gross = proceeds - dust.taken.cost;
  dustSold.gross += gross;
  dustSold.fees += fee;
  return { proceeds, fee, gross };
}
