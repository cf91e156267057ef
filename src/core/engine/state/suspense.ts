import { type Saved, savedList, savedRecord, savedText, savedTuple, toSaved } from '../../../domain/saved.ts';
import type { InstrumentId } from '../../../domain/market/instrument.ts';
import type { Side } from '../../../domain/orders/order.ts';

/** The part of a fill that the books cannot take, as the venue told it. */
export interface SuspenseEntry {
  readonly tradeId: string;
  readonly clientOrderId: string;
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly price: bigint;
  /** Base beyond what the books could take; 0 where only the fee is set aside. */
  readonly quantity: bigint;
  readonly fee: bigint;
  readonly feeAsset: string;
  readonly why: string;
}

/** What the venue said and the books cannot explain: kept, never thrown away, until an operator settles it. */
export class Suspense {
  readonly entries: SuspenseEntry[] = [];
  /** `instrument:side:trade id` of everything that was ever set aside, so that a repeated report changes nothing. */
  readonly #seen = new Set<string>();
  /** Counts changes. */
  revision = 0;

  has(tradeId: string, instrument: InstrumentId, side: Side): boolean {
    return this.#seen.size > 0 && this.#seen.has(`${instrument}:${side}:${tradeId}`);
  }

  setAside(entry: SuspenseEntry): void {
    this.revision += 1;
    this.#seen.add(`${entry.instrument}:${entry.side}:${entry.tradeId}`);
    this.entries.push(entry);
  }

  /** Base of the instrument that was sold and is in nobody's books: so much less is really there. */
  oversold(instrument: InstrumentId): bigint {
    let sold = 0n;
    for (const entry of this.entries) {
      if (entry.instrument === instrument && entry.side === 'sell') sold += entry.quantity;
    }
    return sold;
  }

  /** Removes every entry of the trade, both its sides; `false` when there is none. */
  settle(tradeId: string): boolean {
    const left = this.entries.filter((entry) => entry.tradeId !== tradeId);
    if (left.length === this.entries.length) return false;
    this.entries.splice(0, this.entries.length, ...left);
    this.revision += 1;
    return true;
  }

  save(): Saved {
    return [toSaved(this.entries), [...this.#seen]];
  }

  /** @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    const [entries, seen] = savedTuple(saved, 'suspense', 2);
    const list = savedList(entries, 'suspense').map(
      (entry) => savedRecord(entry, 'suspense') as unknown as SuspenseEntry,
    );
    this.entries.splice(0, this.entries.length, ...list);
    this.#seen.clear();
    for (const trade of savedList(seen, 'suspense')) this.#seen.add(savedText(trade, 'trade'));
  }
}
