/**
 * Who owns what, what it cost and what it earned. Exact: what a rounding drops stays where it came from (a divided lot
 * keeps the rest of its cost), so that profit, loss and fees explain equity without a remainder.
 */
import { assert } from '../assert.ts';
import { type Decimal, ZERO, formatDecimal, maximum, minimum, multiply } from '../decimal.ts';
import type { Instrument, InstrumentId } from '../market/instrument.ts';
import type { Side } from '../orders/order.ts';
import { type Saved, savedTuple } from '../saved.ts';
import type { Notional, Price, Quantity } from '../units.ts';
import { Accounts } from './accounts.ts';
import { type Marks, assertIdentity, equityAt } from './equity.ts';
import { feeInQuote } from './fee-in-quote.ts';
import type { FillBooking, LedgerFill } from './fill.ts';
import { Holdings, type InstrumentBook } from './holdings.ts';
import type { LaneAccount, LanePosition } from './lane-account.ts';
import { type OpenProfit, openProfitOf } from './open-profit.ts';
import { payOtherFee } from './other-fee.ts';
import { assertBookable, fillNotional, postAdjustment, postDust, postFill } from './posting.ts';
import { type Profit, ProfitTotals } from './profit.ts';
import type { Lot } from './lots.ts';
import type { RoundTrip } from './round-trip.ts';
import { NO_DUST, sellDust } from './sell-dust.ts';
import { type LedgerSnapshot, snapshotOf } from './snapshot.ts';

export interface LedgerOptions {
  readonly instruments: readonly Instrument[];
  /** What the run starts with, by asset. */
  readonly balances: Readonly<Record<string, Decimal>>;
}

const NOTHING = ZERO as Notional;

export class Ledger {
  readonly #accounts: Accounts;
  readonly #holdings: Holdings;
  /** Counts changes of what `save` tells. */
  revision = 0;

  constructor({ instruments, balances }: LedgerOptions) {
    this.#accounts = new Accounts(balances);
    this.#holdings = new Holdings(instruments);
  }

  /** One more is traded from here on. */
  addInstrument(instrument: Instrument): void {
    this.#holdings.addInstrument(instrument);
  }

  /** Whether this side of the trade was booked already; then it must change nothing. */
  has(tradeId: string, instrument: InstrumentId, side: Side): boolean {
    return this.#holdings.book(instrument).tradeIds[side].has(tradeId);
  }

  /**
   * Books a fill that `has` does not know.
   * @throws AssertionFailure on a repeated trade, a sale of more than the lane owns, or a balance below zero.
   */
  book(fill: LedgerFill): FillBooking {
    const book = this.#holdings.book(fill.instrument);
    const lane = this.#holdings.lane(fill.lane, book.instrument);
    assertBookable(fill, book.instrument);
    this.revision += 1;
    if (fill.side === 'sell') assertOwned(lane, fill.quantity, this.#sellable(lane));
    if (!book.tradeIds[fill.side].add(fill.tradeId)) {
      assert(false, `a trade must be booked once, ${fill.tradeId} was booked before`);
    }
    const notional = fillNotional(fill);
    postFill(fill, book.instrument, notional, this.#accounts.apply);
    return fill.side === 'buy' ? this.#buy(fill, notional, book, lane) : this.#sell(fill, notional, book, lane);
  }

  /** What is told of a trade that was booked before this process learned of it. */
  noteTrade(tradeId: string, instrument: InstrumentId, side: Side): void {
    this.#holdings.book(instrument).tradeIds[side].add(tradeId);
  }

  /** Accounts, lots and round trips in the making; not the ids of trades. */
  save(): Saved {
    return [this.#accounts.save(), this.#holdings.save()];
  }

  saveTrades(): Saved {
    return this.#holdings.saveTrades();
  }

  /** Of a ledger of the same instruments. @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    const [accounts, holdings] = savedTuple(saved, 'ledger', 2);
    this.#accounts.restore(accounts);
    this.#holdings.restore(holdings);
  }

  /** What `save` told of those accounts, books and lanes that have changed; the others stay. @throws UnreadableSave */
  takeOver(saved: Saved | undefined): void {
    const [accounts, holdings] = savedTuple(saved, 'ledger', 2);
    this.#accounts.takeOver(accounts);
    this.#holdings.takeOver(holdings);
  }

  restoreTrades(saved: Saved | undefined): void {
    this.#holdings.restoreTrades(saved);
  }

  /** Base that the lane holds, 0 when it is flat. */
  held(lane: number): Quantity {
    return (this.#holdings.lanes[lane]?.lots.quantity ?? 0n) as Quantity;
  }

  /** What the lane holds and what it paid for it, `undefined` when it is flat. */
  position(lane: number): LanePosition | undefined {
    return this.#holdings.lanes[lane]?.position;
  }

  /** What the lane holds, lot by lot, oldest first. */
  lots(lane: number): readonly Readonly<Lot>[] {
    return this.#holdings.lanes[lane]?.lots.list() ?? [];
  }

  /** What the lane has left of a named lot. */
  lotQuantity(lane: number, name: string): Quantity {
    return (this.#holdings.lanes[lane]?.lots.quantityOf(name) ?? 0n) as Quantity;
  }

  /** What the lane's position earns at `mark`, sold for `exitFeeRate`; `undefined` when it is flat. */
  openProfit(lane: number, mark: Price, exitFeeRate: Decimal): OpenProfit | undefined {
    const account = this.#holdings.lanes[lane];
    return account === undefined || account.lots.quantity === 0n ? undefined : openProfitOf(account, mark, exitFeeRate);
  }

  /** What the instrument's dust has gained or lost since it became dust, sold or not. */
  dustProfit(instrument: InstrumentId, mark: Price): Notional {
    const { dust, dustSold } = this.#holdings.book(instrument);
    return (dustSold.gross - dustSold.fees + multiply(mark, dust.quantity, 'floor') - dust.cost) as Notional;
  }

  /** Realized profit of all lanes that settle in `quote`, without that of dust. */
  realized(quote: string): Profit {
    return (this.#holdings.profits.get(quote) ?? new ProfitTotals(quote)).view();
  }

  /** All we hold of the asset, dust included, as the venue sees it. */
  balance(asset: string): Decimal {
    return this.#accounts.total(asset);
  }

  /** What lanes and dust accounts own of the asset: coins that the run bought. */
  owned(asset: string): Decimal {
    return this.#holdings.owned(asset);
  }

  /** The part of a balance that no lane and no dust account owns: what may be spent. */
  unowned(asset: string): Decimal {
    return this.balance(asset) - this.#holdings.owned(asset);
  }

  balances(): Record<string, Decimal> {
    return Object.fromEntries(this.#accounts.sorted().map((accounts) => [accounts.asset, accounts.total]));
  }

  /** Fees paid, by the asset they were paid in. */
  fees(): Record<string, Decimal> {
    const paid = this.#accounts.sorted().filter((accounts) => accounts.fees !== 0n);
    return Object.fromEntries(paid.map((accounts) => [accounts.asset, accounts.fees]));
  }

  /** What came in (positive) or went out (negative) other than by our fills: deposits, withdrawals, rewards. */
  adjust(asset: string, amount: Decimal): void {
    postAdjustment(asset, amount, this.#accounts.apply);
    this.revision += 1;
    this.#assertOwnedIsHeld(asset);
  }

  /** Base in the instrument's dust account. */
  dust(instrument: InstrumentId): Quantity {
    return this.#holdings.book(instrument).dust.quantity as Quantity;
  }

  /** What a sale of the lane may take: its own coins, then dust that no order of another lane sells along. */
  sellable(lane: number): Quantity {
    const account = this.#holdings.lanes[lane];
    return (account === undefined ? ZERO : this.#sellable(account)) as Quantity;
  }

  /**
   * Moves what the lane has left to the dust account and closes the round trip, as if the account had bought it at
   * `mark`: profit and loss up to then are the trip's, what comes later is the dust's. `undefined` when the lane is flat.
   */
  bookDust(lane: number, mark: Price, timeMs: number): RoundTrip | undefined {
    const account = this.#holdings.lanes[lane];
    if (account === undefined || account.lots.quantity === 0n) return undefined;
    const { lots, instrument } = account;
    this.revision += 1;
    postDust(instrument, lots.quantity as Quantity, 'dust', this.#accounts.apply);
    const { profit, dust } = this.#holdings.book(instrument.id);
    const value = multiply(mark, lots.quantity, 'floor');
    lots.take(lots.quantity);
    dust.push(lots.taken.quantity, value, 0n);
    profit.gross += value - lots.taken.cost;
    profit.realizedFees += lots.taken.fee;
    account.draft.endAsDust(lots.taken, value, timeMs);
    account.changed();
    return account.close();
  }

  /** The lane's order is to sell `quantity`: what its own coins do not cover is dust that no other order may count on. */
  claimDust(lane: number, quantity: Quantity): void {
    const account = this.#holdings.lanes[lane];
    if (account === undefined) return;
    assertOwned(account, quantity, this.#sellable(account));
    this.revision += 1;
    account.claimedDust = maximum(quantity - account.lots.quantity, ZERO);
  }

  /** The lane's order has ended: the dust that it did not sell is free again. */
  releaseDust(lane: number): void {
    const account = this.#holdings.lanes[lane];
    if (account === undefined) return;
    this.revision += 1;
    account.claimedDust = 0n;
  }

  /** Value of all balances, rounded down at the 18th decimal. */
  equity(marks: Marks): Notional {
    return equityAt(this.#accounts, this.#holdings, marks);
  }

  /**
   * Equity over that of the starting and deposited balances at the same marks = realized + unrealized − fees, exactly.
   * @throws AssertionFailure with both sides.
   */
  assertEquityIdentity(marks: Marks): void {
    assertIdentity(this.#accounts, this.#holdings, marks);
  }

  snapshot(): LedgerSnapshot {
    return snapshotOf(this.#accounts, this.#holdings);
  }

  #buy(fill: LedgerFill, notional: Notional, book: InstrumentBook, lane: LaneAccount): FillBooking {
    const { base, quote } = book.instrument;
    if (fill.feeAsset === base) {
      // The coins that arrive cost the price; what was paid for those the venue kept is the fee.
      const fee = feeInQuote(fill, book.instrument);
      lane.enter(fill, fill.quantity - fill.fee, notional - fee, fee);
      book.profit.paidFees += fee;
    } else {
      const fee = fill.feeAsset === quote ? fill.fee : 0n;
      lane.enter(fill, fill.quantity, notional, fee);
      book.profit.paidFees += fee;
      if (fill.feeAsset !== quote) payOtherFee(fill, lane, this.#holdings, this.#accounts);
    }
    this.#assertOwnedIsHeld(quote);
    const isFlat = lane.lots.quantity === 0n;
    return { realizedPnl: NOTHING, realizedGrossPnl: NOTHING, isFlat, closedRoundTrip: undefined };
  }

  #sell(fill: LedgerFill, notional: Notional, book: InstrumentBook, lane: LaneAccount): FillBooking {
    const isQuoteFee = fill.feeAsset === book.instrument.quote;
    const exitFee = isQuoteFee ? fill.fee : 0n;
    const own = minimum(fill.quantity, lane.lots.quantity);
    const alsoSold = fill.quantity - own;
    const paid = { notional, fee: exitFee };
    const dust = alsoSold === 0n ? NO_DUST : sellDust(book, fill, alsoSold, paid, this.#accounts.apply);
    if (alsoSold > 0n) lane.claimedDust = maximum(lane.claimedDust - alsoSold, ZERO);
    lane.leave(own, notional - dust.proceeds, exitFee - dust.fee, fill);
    const gross = notional - dust.proceeds - lane.lots.taken.cost;
    let fees = exitFee - dust.fee + lane.lots.taken.fee;
    book.profit.gross += gross;
    book.profit.realizedFees += fees;
    book.profit.paidFees += exitFee;
    if (!isQuoteFee) fees += payOtherFee(fill, lane, this.#holdings, this.#accounts);
    const isFlat = lane.lots.quantity === 0n;
    return {
      realizedPnl: (gross - fees + dust.gross - dust.fee) as Notional,
      realizedGrossPnl: (gross + dust.gross) as Notional,
      isFlat,
      closedRoundTrip: isFlat ? lane.close() : undefined,
    };
  }

  #sellable(lane: LaneAccount): Decimal {
    return lane.lots.quantity + this.#holdings.freeDust(this.#holdings.book(lane.instrument.id), lane);
  }

  #assertOwnedIsHeld(asset: string): void {
    if (!this.#holdings.isBase(asset)) return;
    const unowned = this.unowned(asset);
    assert(unowned >= 0n, () => `${asset} that lanes own must not be spent, missing ${formatDecimal(-unowned)}`);
  }
}

function assertOwned({ lane }: LaneAccount, sold: Decimal, owned: Decimal): void {
  assert(
    sold <= owned,
    () => `lane ${lane} must own what it sells, owned ${formatDecimal(owned)}, sold ${formatDecimal(sold)}`,
  );
}
