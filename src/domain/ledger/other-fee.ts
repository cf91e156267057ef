/**
 * Fees that no quote amount includes: base fees on sells, fees in a third asset. Coins that nobody owns pay first and
 * are valued at their mark. What they do not cover comes out of lots of that asset, valued at what those coins cost:
 * otherwise lanes would own coins that are gone.
 */
import { assert } from '../assert.ts';
import { type Decimal, formatDecimal, maximum, minimum } from '../decimal.ts';
import type { Quantity } from '../units.ts';
import type { Accounts } from './accounts.ts';
import type { LedgerFill } from './fill.ts';
import type { Holdings } from './holdings.ts';
import type { LaneAccount } from './lane-account.ts';
import type { LotQueue } from './lots.ts';
import { postDust } from './posting.ts';
import type { ProfitTotals } from './profit.ts';

/** To be called when the fee has left `available`. Returns the quote value that the lane's own coins paid. */
export function payOtherFee(fill: LedgerFill, lane: LaneAccount, holdings: Holdings, accounts: Accounts): Decimal {
  const { fee, feeAsset } = fill;
  if (fee === 0n) return 0n;
  const asset = accounts.of(feeAsset);
  const missing = holdings.isBase(feeAsset) ? maximum(holdings.owned(feeAsset) - asset.total, 0n) : 0n;
  assert(missing <= fee, () => `${feeAsset} must not be owned twice, missing ${formatDecimal(missing)}`);
  const own = lane.instrument.base === feeAsset ? minimum(missing, lane.lots.quantity) : 0n;
  const charged = own === 0n ? 0n : payFromLane(lane, own, holdings.book(fill.instrument).profit);
  lane.draft.exitFees += charged;
  if (fee > own) lane.draft.addOtherFee(feeAsset, fee - own);
  asset.unvaluedFees += fee - missing;
  payFromOthers(feeAsset, missing - own, holdings, accounts);
  return charged;
}

/** Dust goes before positions, positions in lane order. */
function payFromOthers(asset: string, amount: Decimal, holdings: Holdings, accounts: Accounts): void {
  let left = amount;
  if (left === 0n) return;
  for (const { instrument, dust, profit } of holdings.books) {
    const share = instrument.base === asset ? minimum(left, dust.quantity) : 0n;
    if (share === 0n) continue;
    postDust(instrument, share as Quantity, 'available', accounts.apply);
    payFromLots(dust, share, profit);
    left -= share;
  }
  for (const lane of holdings.lanes) {
    if (lane === undefined || lane.instrument.base !== asset) continue;
    const share = minimum(left, lane.lots.quantity);
    if (share !== 0n) payFromLane(lane, share, holdings.book(lane.instrument.id).profit);
    left -= share;
  }
}

function payFromLane(lane: LaneAccount, quantity: Decimal, profit: ProfitTotals): Decimal {
  lane.changed();
  return payFromLots(lane.lots, quantity, profit);
}

function payFromLots(lots: LotQueue, quantity: Decimal, profit: ProfitTotals): Decimal {
  lots.take(quantity);
  profit.paidFees += lots.taken.cost;
  profit.realizedFees += lots.taken.cost + lots.taken.fee;
  return lots.taken.cost + lots.taken.fee;
}
