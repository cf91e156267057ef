/** The ledger's memory: one book per instrument, one account per lane, running profit per quote asset. */
import { assert } from '../assert.ts';
import { type Decimal, maximum } from '../decimal.ts';
import type { Instrument, InstrumentId } from '../market/instrument.ts';
import type { Side } from '../orders/order.ts';
import {
  type Saved,
  restoreFields,
  saveFields,
  savedAmount,
  savedCount,
  savedList,
  savedRecord,
  savedText,
  savedTuple,
} from '../saved.ts';
import { shorten } from '../shorten.ts';
import { LaneAccount } from './lane-account.ts';
import { LotQueue } from './lots.ts';
import { ProfitTotals } from './profit.ts';
import { TradeIds } from './trade-ids.ts';

export interface InstrumentBook {
  readonly instrument: Instrument;
  readonly profit: ProfitTotals;
  /** Booked trades. Where two orders of ours meet, both sides of the trade carry the same id and each is booked. */
  readonly tradeIds: Readonly<Record<Side, TradeIds>>;
  /** Coins that no lane owns any more and that were too few to sell. */
  readonly dust: LotQueue;
  /** What dust that was sold has earned since it became dust. */
  readonly dustSold: { gross: Decimal; fees: Decimal };
}

const TOTALS = ['gross', 'realizedFees', 'paidFees'] as const;

export class Holdings {
  readonly books: InstrumentBook[] = [];
  readonly profits = new Map<string, ProfitTotals>();
  readonly lanes: (LaneAccount | undefined)[] = [];
  readonly #byId = new Map<InstrumentId, InstrumentBook>();
  readonly #bases = new Set<string>();

  constructor(instruments: readonly Instrument[]) {
    for (const instrument of instruments) this.addInstrument(instrument);
  }

  addInstrument(instrument: Instrument): void {
    assert(!this.#byId.has(instrument.id), () => `an instrument must have an id of its own, was ${instrument.id}`);
    const book = this.#bookOf(instrument);
    this.books.push(book);
    this.#byId.set(instrument.id, book);
    this.#bases.add(instrument.base);
  }

  book(instrument: InstrumentId): InstrumentBook {
    const book = this.#byId.get(instrument);
    assert(book !== undefined, () => `instrument ${instrument} must be one of the ledger's`);
    return book;
  }

  /** The lane's account, opened on its first fill. A lane trades one instrument for life. */
  lane(lane: number, instrument: Instrument): LaneAccount {
    const account = this.lanes[lane] ?? this.#openLane(lane, instrument);
    assert(account.instrument.id === instrument.id, () => {
      return `lane ${lane} must trade one instrument, was ${account.instrument.symbol}, asked ${instrument.symbol}`;
    });
    return account;
  }

  /** Dust of the instrument that no order at work of another lane sells along. */
  freeDust({ instrument, dust }: InstrumentBook, lane: LaneAccount | undefined): Decimal {
    let free = dust.quantity;
    if (free === 0n) return free;
    for (const other of this.lanes) {
      if (other !== undefined && other !== lane && other.instrument.id === instrument.id) free -= other.claimedDust;
    }
    // Claimed dust may have paid a fee meanwhile.
    return maximum(free, 0n);
  }

  /** Whether lanes can own coins of the asset. */
  isBase(asset: string): boolean {
    return this.#bases.has(asset);
  }

  /** Coins of the asset in lanes and dust accounts. */
  owned(asset: string): Decimal {
    let owned = 0n;
    if (!this.#bases.has(asset)) return owned;
    for (const { instrument, dust } of this.books) if (instrument.base === asset) owned += dust.quantity;
    for (const lane of this.lanes) if (lane?.instrument.base === asset) owned += lane.lots.quantity;
    return owned;
  }

  /** Everything but the ids of trades, which are many: `saveTrades`. */
  save(): Saved {
    return {
      profits: [...this.profits.values()].map((totals) => [totals.quote, ...saveFields(totals, TOTALS)]),
      books: this.books.map(({ instrument, dust, dustSold }) => [
        instrument.id,
        dust.save(),
        dustSold.gross,
        dustSold.fees,
      ]),
      lanes: this.lanes.flatMap((account) => (account === undefined ? [] : [[account.lane, account.save()]])),
    };
  }

  saveTrades(): Saved {
    return this.books.map(({ instrument, tradeIds }) => [instrument.id, tradeIds.buy.save(), tradeIds.sell.save()]);
  }

  /** Of the same instruments. @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    shorten(this.lanes, 0);
    this.takeOver(saved);
  }

  /** The same of some of them; the others stay. @throws UnreadableSave */
  takeOver(saved: Saved | undefined): void {
    const { profits, books, lanes } = savedRecord(saved, 'holdings');
    for (const one of savedList(profits, 'profits')) {
      const [quote, ...totals] = savedList(one, 'profits');
      const known = this.profits.get(savedText(quote, 'quote'));
      if (known) restoreFields(known, TOTALS, { saved: totals, what: known.quote });
    }
    for (const one of savedList(books, 'books')) {
      const [id, dust, gross, fees] = savedTuple(one, 'book', 4);
      const book = this.book(savedCount(id, 'instrument'));
      book.dust.empty();
      book.dust.restore(dust);
      book.dustSold.gross = savedAmount(gross, 'dust sold');
      book.dustSold.fees = savedAmount(fees, 'fees of dust sold');
    }
    for (const one of savedList(lanes, 'lanes')) {
      const [lane, account] = savedTuple(one, 'lane account', 2);
      const instrument = savedCount(savedList(account, 'lane account')[0], 'instrument');
      const id = savedCount(lane, 'lane');
      this.lanes[id] = undefined;
      this.lane(id, this.book(instrument).instrument).restore(account);
    }
  }

  /** @throws UnreadableSave */
  restoreTrades(saved: Saved | undefined): void {
    for (const one of savedList(saved, 'trades')) {
      const [id, buys, sales] = savedTuple(one, 'trades', 3);
      const { tradeIds } = this.book(savedCount(id, 'instrument'));
      tradeIds.buy.restore(buys);
      tradeIds.sell.restore(sales);
    }
  }

  #bookOf(instrument: Instrument): InstrumentBook {
    const profit = this.profits.get(instrument.quote) ?? new ProfitTotals(instrument.quote);
    this.profits.set(instrument.quote, profit);
    return {
      instrument,
      profit,
      tradeIds: { buy: new TradeIds(), sell: new TradeIds() },
      dust: new LotQueue(),
      dustSold: { gross: 0n, fees: 0n },
    };
  }

  #openLane(lane: number, instrument: Instrument): LaneAccount {
    assert(Number.isInteger(lane) && lane >= 0, () => `a lane must be a whole number from 0, value was ${lane}`);
    // Lanes may open out of order; the gaps are filled so that the array stays dense.
    while (this.lanes.length < lane) this.lanes.push(undefined);
    const account = new LaneAccount(lane, instrument);
    this.lanes[lane] = account;
    return account;
  }
}
