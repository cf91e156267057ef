/** The whole ledger as plain text values: equal ledgers give equal snapshots, key for key in the same order. */
import { type Decimal, formatDecimal } from '../decimal.ts';
import type { Accounts } from './accounts.ts';
import type { Side } from '../orders/order.ts';
import type { Holdings } from './holdings.ts';
import type { LaneAccount } from './lane-account.ts';
import type { LotQueue } from './lots.ts';

/** Oldest first: quantity, cost, entry fee, and the name of those that have one. */
export type LotSnapshot = readonly [quantity: string, cost: string, fee: string, name?: string];

export interface LaneSnapshot {
  readonly lane: number;
  readonly instrument: number;
  readonly lots: readonly LotSnapshot[];
  readonly claimedDust: string;
  readonly roundTrip: Readonly<Record<string, string | number | Readonly<Record<string, string>>>>;
}

export interface LedgerSnapshot {
  readonly assets: readonly Readonly<Record<string, string>>[];
  readonly profits: readonly Readonly<Record<string, string>>[];
  readonly instruments: readonly {
    readonly instrument: number;
    readonly dust: readonly LotSnapshot[];
    readonly dustSold: Readonly<Record<string, string>>;
    readonly tradeIds: Readonly<Record<Side, readonly string[]>>;
  }[];
  readonly lanes: readonly LaneSnapshot[];
}

export function snapshotOf(accounts: Accounts, holdings: Holdings): LedgerSnapshot {
  const profits = [...holdings.profits.values()].toSorted((a, b) => (a.quote < b.quote ? -1 : 1));
  const books = holdings.books.toSorted((a, b) => a.instrument.id - b.instrument.id);
  return {
    assets: accounts.sorted().map(({ asset, ...amounts }) => ({ asset, ...texts(amounts) })),
    profits: profits.map(({ quote, ...amounts }) => ({ quote, ...texts(amounts) })),
    instruments: books.map(({ instrument, dust, dustSold, tradeIds }) => ({
      instrument: instrument.id,
      dust: lotsOf(dust),
      dustSold: texts(dustSold),
      tradeIds: { buy: tradeIds.buy.list().toSorted(), sell: tradeIds.sell.list().toSorted() },
    })),
    lanes: holdings.lanes.filter((lane) => lane !== undefined).map(laneOf),
  };
}

function laneOf({ lane, instrument, lots, claimedDust, draft }: LaneAccount): LaneSnapshot {
  const { entryTimeMs, lastTimeMs, fills, entries, otherFees, ...amounts } = draft;
  const roundTrip = { entryTimeMs, lastTimeMs, fills, entries, ...texts(amounts), otherFees: texts(otherFees ?? {}) };
  return {
    lane,
    instrument: instrument.id,
    lots: lotsOf(lots),
    claimedDust: formatDecimal(claimedDust),
    roundTrip,
  };
}

function lotsOf(queue: LotQueue): LotSnapshot[] {
  return queue.list().map(({ quantity, cost, fee, name }): LotSnapshot => {
    const [amount, paid, feePaid] = [formatDecimal(quantity), formatDecimal(cost), formatDecimal(fee)];
    return name === undefined ? [amount, paid, feePaid] : [amount, paid, feePaid, name];
  });
}

/** Sorted by name. */
function texts(amounts: Readonly<Record<string, Decimal>>): Record<string, string> {
  const sorted = Object.entries(amounts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, amount]) => [name, formatDecimal(amount)]));
}
