/** From the first entry fill to flat: the unit that performance counts. */
import { type Decimal, divide } from '../decimal.ts';
import type { InstrumentId } from '../market/instrument.ts';
import { type Saved, restoreFields, saveFields, savedList, savedText } from '../saved.ts';
import { type Notional, type Price, type Quantity, toSignal } from '../units.ts';
import type { Lot } from './lots.ts';

/** Covers all that was bought: a remainder that became dust counts as sold at what it was worth then. Money is in quote. */
export interface RoundTrip {
  readonly lane: number;
  readonly instrument: InstrumentId;
  readonly entryTimeMs: number;
  readonly exitTimeMs: number;
  /** Base that left the position. */
  readonly quantity: Quantity;
  /** Fees not included, rounded half to even. */
  readonly averageEntryPrice: Price;
  readonly averageExitPrice: Price;
  readonly costNotional: Notional;
  readonly proceedsNotional: Notional;
  readonly grossPnl: Notional;
  /** Entry and exit fees in quote terms: quote fees as paid, base fees at what the coins cost. */
  readonly fees: Notional;
  /** Gross minus `fees`. */
  readonly netPnl: Notional;
  /** Net profit over cost with entry fees. */
  readonly returnRatio: number;
  /** Fees in other assets, which no fill gives a quote value for; not part of `fees`. */
  readonly otherFees: Readonly<Record<string, Decimal>>;
  readonly fills: number;
  /** Entry orders that built the position. */
  readonly entries: number;
}

const NO_FEES: Readonly<Record<string, Decimal>> = Object.freeze({});

const DRAFT = [
  'entryTimeMs',
  'lastTimeMs',
  'fills',
  'entries',
  'soldQuantity',
  'soldCost',
  'proceeds',
  'entryFees',
  'exitFees',
  'otherFees',
] as const;

/** A round trip in the making. */
export class RoundTripDraft {
  entryTimeMs = 0;
  lastTimeMs = 0;
  fills = 0;
  entries = 0;
  soldQuantity = 0n;
  soldCost = 0n;
  proceeds = 0n;
  entryFees = 0n;
  exitFees = 0n;
  otherFees: Record<string, Decimal> | undefined = undefined;
  #lastEntryOrder = '';

  addFill(timeMs: number): void {
    if (this.fills === 0) this.entryTimeMs = timeMs;
    this.lastTimeMs = timeMs;
    this.fills += 1;
  }

  addEntry(clientOrderId: string): void {
    if (clientOrderId !== this.#lastEntryOrder) this.entries += 1;
    this.#lastEntryOrder = clientOrderId;
  }

  addOtherFee(asset: string, amount: Decimal): void {
    this.otherFees ??= {};
    this.otherFees[asset] = (this.otherFees[asset] ?? 0n) + amount;
  }

  /** Realized so far, after fees. */
  get netPnl(): Decimal {
    return this.proceeds - this.soldCost - this.entryFees - this.exitFees;
  }

  /** What was left became dust of that value: nobody paid it, so there is no fee. */
  endAsDust({ quantity, cost, fee }: Readonly<Lot>, value: Decimal, timeMs: number): void {
    this.soldQuantity += quantity;
    this.soldCost += cost;
    this.entryFees += fee;
    this.proceeds += value;
    this.lastTimeMs = timeMs;
  }

  save(): Saved {
    return [...saveFields(this, DRAFT), this.#lastEntryOrder];
  }

  /** @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    const values = savedList(saved, 'round trip', DRAFT.length + 1);
    restoreFields(this, DRAFT, { saved: values.slice(0, -1), what: 'round trip' });
    this.#lastEntryOrder = savedText(values.at(-1), 'entry order');
  }

  /** The finished record, or `undefined` when nothing ever left the position. */
  close(lane: number, instrument: InstrumentId): RoundTrip | undefined {
    if (this.soldQuantity === 0n) return undefined;
    const fees = this.entryFees + this.exitFees;
    const grossPnl = this.proceeds - this.soldCost;
    const invested = toSignal(this.soldCost + this.entryFees);
    return {
      lane,
      instrument,
      entryTimeMs: this.entryTimeMs,
      exitTimeMs: this.lastTimeMs,
      quantity: this.soldQuantity as Quantity,
      averageEntryPrice: divide(this.soldCost, this.soldQuantity, 'halfEven') as Price,
      averageExitPrice: divide(this.proceeds, this.soldQuantity, 'halfEven') as Price,
      costNotional: this.soldCost as Notional,
      proceedsNotional: this.proceeds as Notional,
      grossPnl: grossPnl as Notional,
      fees: fees as Notional,
      netPnl: (grossPnl - fees) as Notional,
      returnRatio: invested > 0 ? toSignal(grossPnl - fees) / invested : 0,
      otherFees: this.otherFees ?? NO_FEES,
      fills: this.fills,
      entries: this.entries,
    };
  }
}
