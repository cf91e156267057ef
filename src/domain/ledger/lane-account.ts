/** One lane's coins, oldest first, and the round trip it is in. */
import { type Decimal, divide } from '../decimal.ts';
import type { Instrument } from '../market/instrument.ts';
import { type Saved, savedAmount, savedTuple } from '../saved.ts';
import type { Notional, Price, Quantity } from '../units.ts';
import type { LedgerFill } from './fill.ts';
import { LotQueue } from './lots.ts';
import { type RoundTrip, RoundTripDraft } from './round-trip.ts';

/** What a lane holds. A snapshot: it does not follow later fills. */
export interface LanePosition {
  readonly quantity: Quantity;
  /** Fees not included, rounded half to even. */
  readonly averageEntryPrice: Price;
  /** Quote paid for `quantity`, fees not included. */
  readonly costNotional: Notional;
  /** Entry fees of `quantity` in quote terms. */
  readonly feesNotional: Notional;
  /** First fill of the position. */
  readonly entryTimeMs: number;
  /** Entry orders that built the position. */
  readonly entries: number;
  readonly fills: number;
}

export class LaneAccount {
  readonly lane: number;
  readonly instrument: Instrument;
  readonly lots = new LotQueue();
  /** Dust of the instrument that the lane's order at work sells along; it stays in the dust account until then. */
  claimedDust = 0n;
  draft = new RoundTripDraft();
  #position: LanePosition | undefined = undefined;

  constructor(lane: number, instrument: Instrument) {
    this.lane = lane;
    this.instrument = instrument;
  }

  /** Built when asked for, kept until the next change. */
  get position(): LanePosition | undefined {
    if (this.lots.quantity === 0n) return undefined;
    this.#position ??= {
      quantity: this.lots.quantity as Quantity,
      averageEntryPrice: divide(this.lots.cost, this.lots.quantity, 'halfEven') as Price,
      costNotional: this.lots.cost as Notional,
      feesNotional: this.lots.fee as Notional,
      entryTimeMs: this.draft.entryTimeMs,
      entries: this.draft.entries,
      fills: this.draft.fills,
    };
    return this.#position;
  }

  /** To be called after every change of `lots`. */
  changed(): void {
    this.#position = undefined;
  }

  enter(fill: LedgerFill, received: Decimal, cost: Decimal, fee: Decimal): void {
    this.draft.addFill(fill.timeMs);
    this.draft.addEntry(fill.clientOrderId);
    this.lots.push(received, cost, fee, fill.lot);
    this.changed();
  }

  /** Removes what was sold of the lane's own; `lots.taken` then says what it had cost. */
  leave(quantity: Decimal, proceeds: Decimal, fee: Decimal, { timeMs, lot }: LedgerFill): void {
    const { lots, draft } = this;
    lots.take(quantity, lot);
    draft.addFill(timeMs);
    draft.soldQuantity += quantity;
    draft.soldCost += lots.taken.cost;
    draft.entryFees += lots.taken.fee;
    draft.exitFees += fee;
    draft.proceeds += proceeds;
    this.changed();
  }

  save(): Saved {
    return [this.instrument.id, this.lots.save(), this.claimedDust, this.draft.save()];
  }

  /** Of a lane that was just opened. @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    const [, lots, claimedDust, draft] = savedTuple(saved, 'lane account', 4);
    this.lots.restore(lots);
    this.claimedDust = savedAmount(claimedDust, 'claimed dust');
    this.draft.restore(draft);
  }

  /** Ends the round trip; the next fill begins another. */
  close(): RoundTrip | undefined {
    const closed = this.draft.close(this.lane, this.instrument.id);
    this.draft = new RoundTripDraft();
    return closed;
  }
}
