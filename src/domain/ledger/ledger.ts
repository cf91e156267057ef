/**
 * Who owns what, what it cost and what it earned. Exact: what a rounding drops stays where it came from (a divided lot
 * keeps the rest of its cost), so that profit, loss and fees explain equity without a remainder.
 */
import { assert } from '../assert.ts';
import { type Decimal, ZERO, formatDecimal, multiply } from '../decimal.ts';
import type { Instrument, InstrumentId } from '../market/instrument.ts';
import type { Notional, Price, Quantity } from '../units.ts';
import { Accounts } from './accounts.ts';
import { type Marks, assertIdentity, equityAt } from './equity.ts';
import type { FillBooking, LedgerFill } from './fill.ts';
import { Holdings, type InstrumentBook } from './holdings.ts';
import type { LaneAccount, LanePosition } from './lane-account.ts';
import { payOtherFee } from './other-fee.ts';
import { fillNotional, postAdjustment, postDust, postFill } from './posting.ts';
import { type Profit, ProfitTotals } from './profit.ts';
import type { Lot } from './lots.ts';
import type { RoundTrip } from './round-trip.ts';
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

  constructor({ instruments, balances }: LedgerOptions) {
    this.#accounts = new Accounts(balances);
    this.#holdings = new Holdings(instruments);
  }

  /** Whether the trade was booked already; then it must change nothing. */
  has(tradeId: string, instrument: InstrumentId): boolean {
    return this.#holdings.book(instrument).tradeIds.has(tradeId);
  }

  /**
   * Books a fill that `has` does not know.
   * @throws AssertionFailure on a repeated trade, a sale of more than the lane owns, or a balance below zero.
   */
  book(fill: LedgerFill): FillBooking {
    const book = this.#holdings.book(fill.instrument);
    const lane = this.#holdings.lane(fill.lane, book.instrument);
    assertBookable(fill, book, lane);
    const booked = book.tradeIds.size;
    if (book.tradeIds.add(fill.tradeId).size === booked) {
      assert(false, `a trade must be booked once, ${fill.tradeId} was booked before`);
    }
    const notional = fillNotional(fill);
    postFill(fill, book.instrument, notional, this.#accounts.apply);
    return fill.side === 'buy' ? this.#buy(fill, notional, book, lane) : this.#sell(fill, notional, book, lane);
  }

  /** What the lane holds, `undefined` when it is flat. */
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

  /** Value of the lane's position at `mark` minus its cost, before fees; rounded down at the 18th decimal. */
  unrealized(lane: number, mark: Price): Notional {
    const lots = this.#holdings.lanes[lane]?.lots;
    return lots === undefined ? NOTHING : ((multiply(mark, lots.quantity, 'floor') - lots.cost) as Notional);
  }

  /** Realized profit of all lanes that settle in `quote`. */
  realized(quote: string): Profit {
    return (this.#holdings.profits.get(quote) ?? new ProfitTotals(quote)).view();
  }

  /** All we hold of the asset, dust included, as the venue sees it. */
  balance(asset: string): Decimal {
    return this.#accounts.total(asset);
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
    this.#assertOwnedIsHeld(asset);
  }

  /** Base in the instrument's dust account. */
  dust(instrument: InstrumentId): Quantity {
    return this.#holdings.book(instrument).dust.quantity as Quantity;
  }

  /**
   * Moves what the lane has left to the dust account, cost and fees with it, and closes the round trip;
   * `undefined` when the lane never sold anything.
   */
  bookDust(lane: number): RoundTrip | undefined {
    const account = this.#holdings.lanes[lane];
    if (account === undefined || account.lots.quantity === 0n) return undefined;
    const { lots, instrument } = account;
    postDust(instrument, lots.quantity as Quantity, 'dust', this.#accounts.apply);
    lots.take(lots.quantity);
    this.#holdings.book(instrument.id).dust.push(lots.taken.quantity, lots.taken.cost, lots.taken.fee);
    account.changed();
    return account.close();
  }

  /**
   * Gives the instrument's dust to a lane that is about to sell; returns how much it was. Dust has no entry of its own:
   * the round trip of a lane that was flat begins with the sale.
   */
  takeDust(instrument: InstrumentId, lane: number): Quantity {
    const book = this.#holdings.book(instrument);
    const quantity = book.dust.quantity as Quantity;
    if (quantity === 0n) return quantity;
    const account = this.#holdings.lane(lane, book.instrument);
    postDust(book.instrument, quantity, 'available', this.#accounts.apply);
    book.dust.take(quantity);
    account.lots.pushFront(book.dust.taken);
    account.changed();
    return quantity;
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
      const received = fill.quantity - fill.fee;
      const cost = fill.fee === 0n ? notional : multiply(fill.price, received, 'down');
      lane.enter(fill, received, cost, notional - cost);
      book.profit.paidFees += notional - cost;
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
    lane.leave(fill, notional, exitFee);
    const gross = notional - lane.lots.taken.cost;
    let fees = exitFee + lane.lots.taken.fee;
    book.profit.gross += gross;
    book.profit.realizedFees += fees;
    book.profit.paidFees += exitFee;
    if (!isQuoteFee) fees += payOtherFee(fill, lane, this.#holdings, this.#accounts);
    const isFlat = lane.lots.quantity === 0n;
    return {
      realizedPnl: (gross - fees) as Notional,
      realizedGrossPnl: gross as Notional,
      isFlat,
      closedRoundTrip: isFlat ? lane.close() : undefined,
    };
  }

  #assertOwnedIsHeld(asset: string): void {
    if (!this.#holdings.isBase(asset)) return;
    const unowned = this.unowned(asset);
    assert(unowned >= 0n, () => `${asset} that lanes own must not be spent, missing ${formatDecimal(-unowned)}`);
  }
}

function assertBookable(fill: LedgerFill, book: InstrumentBook, lane: LaneAccount): void {
  assert(fill.price > 0n && fill.quantity > 0n && fill.fee >= 0n, () => {
    const { price, quantity, fee } = fill;
    return `price and quantity must be positive and fee not negative, values were ${[price, quantity, fee].map(formatDecimal).join(', ')}`;
  });
  if (fill.side === 'sell') {
    assert(fill.quantity <= lane.lots.quantity, () => {
      const owned = formatDecimal(lane.lots.quantity);
      return `lane ${fill.lane} must own what it sells, owned ${owned}, sold ${formatDecimal(fill.quantity)}`;
    });
  } else if (fill.feeAsset === book.instrument.base) {
    assert(
      fill.fee <= fill.quantity,
      () => `a base fee must not exceed what was bought, was ${formatDecimal(fill.fee)}`,
    );
  }
}
