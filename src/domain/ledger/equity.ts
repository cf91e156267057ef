/** What everything is worth, and the proof that profit, loss and fees explain it to the last digit. */
import { assert } from '../assert.ts';
import { type Decimal, DECIMALS, ONE, divideIntegers, formatDecimal } from '../decimal.ts';
import type { Notional } from '../units.ts';
import type { Accounts, AssetAccounts } from './accounts.ts';
import type { Holdings } from './holdings.ts';
import type { LotQueue } from './lots.ts';
import type { ProfitTotals } from './profit.ts';

/**
 * Worth of one unit of each asset, all in one reporting asset, whose own mark is 1. An asset that no instrument trades
 * counts nothing without a mark; a traded one that is held must have one.
 */
export type Marks = Readonly<Record<string, Decimal>>;

/** Products of two decimals, unrounded: 36 decimals, so that sums of them are exact. */
type Exact = bigint;

export function equityAt(accounts: Accounts, holdings: Holdings, marks: Marks): Notional {
  let sum: Exact = 0n;
  for (const asset of accounts.sorted()) {
    if (asset.total === 0n) continue;
    const mark = marks[asset.asset];
    assert(mark !== undefined || !isTraded(asset.asset, holdings), () => `${asset.asset} is held and must have a mark`);
    sum += asset.total * (mark ?? 0n);
  }
  return divideIntegers(sum, ONE, 'floor') as Notional;
}

export function assertIdentity(accounts: Accounts, holdings: Holdings, marks: Marks): void {
  let change: Exact = 0n;
  let explained: Exact = 0n;
  for (const asset of accounts.sorted()) {
    assertBalanced(asset, holdings);
    const mark = marks[asset.asset] ?? 0n;
    // `external` is the other side of deposits: they raise equity without being earned.
    change += (asset.total - asset.initial + asset.external) * mark;
    explained -= asset.unvaluedFees * mark;
  }
  for (const profit of holdings.profits.values()) {
    assertFeesAllocated(profit, holdings);
    explained += (profit.gross - profit.paidFees) * (marks[profit.quote] ?? 0n);
  }
  for (const { instrument, dustSold } of holdings.books) explained += dustSold.gross * (marks[instrument.quote] ?? 0n);
  for (const { base, quote, lots } of lotsOf(holdings)) {
    explained += lots.quantity * (marks[base] ?? 0n) - lots.cost * (marks[quote] ?? 0n);
  }
  assert(change === explained, () => {
    return `equity must have changed by realized + unrealized − fees, changed ${show(change)}, explained ${show(explained)}`;
  });
}

function assertBalanced(accounts: AssetAccounts, holdings: Holdings): void {
  const { asset, available, dust, market, fees, external, initial } = accounts;
  const sum = available + dust + market + fees + external;
  assert(sum === initial, () => `${asset} postings must sum to 0, off by ${formatDecimal(sum - initial)}`);
  let lots = 0n;
  for (const book of holdings.books) if (book.instrument.base === asset) lots += book.dust.quantity;
  assert(
    dust === lots,
    () => `${asset} dust must be in lots, held ${formatDecimal(dust)}, lots ${formatDecimal(lots)}`,
  );
  const owned = holdings.owned(asset);
  assert(owned <= accounts.total, () => {
    return `${asset} owned by lanes must be held, owned ${formatDecimal(owned)}, held ${formatDecimal(accounts.total)}`;
  });
}

/** Every fee is realized by a lane or by dust, or waits in a lot. */
function assertFeesAllocated(profit: ProfitTotals, holdings: Holdings): void {
  let waiting = 0n;
  for (const { quote, lots } of lotsOf(holdings)) if (quote === profit.quote) waiting += lots.fee;
  for (const { instrument, dustSold } of holdings.books) {
    if (instrument.quote === profit.quote) waiting += dustSold.fees;
  }
  const off = profit.paidFees - profit.realizedFees - waiting;
  assert(off === 0n, () => `${profit.quote} fees must be realized or in lots, off by ${formatDecimal(off)}`);
}

function* lotsOf(holdings: Holdings): Generator<{ base: string; quote: string; lots: LotQueue }> {
  for (const { instrument, dust } of holdings.books) yield { ...instrument, lots: dust };
  for (const lane of holdings.lanes) if (lane !== undefined) yield { ...lane.instrument, lots: lane.lots };
}

function isTraded(asset: string, holdings: Holdings): boolean {
  return holdings.isBase(asset) || holdings.profits.has(asset);
}

function show(value: Exact): string {
  return `${formatDecimal(value / ONE)} (and ${value % ONE}e-${2 * DECIMALS})`;
}
