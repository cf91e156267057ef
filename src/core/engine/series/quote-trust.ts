import { type Saved, savedFlag, savedNumber, savedTuple } from '../../../domain/saved.ts';

/** A quote so far from what is believed that it waits for a second source. */
interface OddQuote {
  readonly isBelow: boolean;
  readonly sinceMs: number;
}

/** So long after an odd quote a second one counts as another source, and the watcher is asked for it. */
const CONFIRM_AFTER_MS = 1000;

/**
 * Which quotes of an order book are taken at their word. One that is far from the latest price believed may be a slip or a
 * broken feed: it is odd until a trade, a candle, or a second quote that is as far on the same side after a second.
 */
export class QuoteTrust {
  #price = Number.NaN;
  #priceMs = Number.NEGATIVE_INFINITY;
  #odd: OddQuote | undefined;
  #isAsked = false;

  get odd(): OddQuote | undefined {
    return this.#odd;
  }

  /** The price to compare with: the latest quote believed, or the close of the latest candle when that is newer. */
  reference(last: number, lastCloseMs: number): number {
    return this.#priceMs >= lastCloseMs ? this.#price : last;
  }

  believe(price: number, nowMs: number): void {
    this.#price = price;
    this.#priceMs = nowMs;
    this.#odd = undefined;
  }

  /**
   * A quote that is far from `reference`: whether it confirms the one before. If it does not, it or the earlier one stays
   * odd. One from before the latest candle has been answered by that.
   */
  confirms(price: number, reference: number, { nowMs, lastCloseMs }: { nowMs: number; lastCloseMs: number }): boolean {
    const isBelow = price < reference;
    const odd = this.#odd;
    const isSameSide = odd !== undefined && odd.isBelow === isBelow && !(odd.sinceMs < lastCloseMs);
    if (isSameSide) return nowMs - odd.sinceMs >= CONFIRM_AFTER_MS;
    this.#odd = { isBelow, sinceMs: nowMs };
    this.#isAsked = false;
    return false;
  }

  /** A candle has told what was traded: the odd quote was right or wrong, and is odd no more. */
  settle(): void {
    this.#odd = undefined;
  }

  /** Nobody waits for a second quote. */
  leaveAlone(): void {
    this.#isAsked = true;
  }

  /** Whether a second quote is still to be asked for. */
  get isWaiting(): boolean {
    return this.#odd !== undefined && !this.#isAsked;
  }

  /** Whether the watcher is to be asked for a second quote now; `true` once. */
  askAgain(nowMs: number): boolean {
    const odd = this.#odd;
    if (odd === undefined || this.#isAsked || nowMs - odd.sinceMs < CONFIRM_AFTER_MS) return false;
    this.#isAsked = true;
    return true;
  }

  save(): Saved {
    const odd = this.#odd;
    return [this.#price, this.#priceMs, this.#isAsked, odd ? [odd.isBelow, odd.sinceMs] : null];
  }

  /** @throws UnreadableSave on what `save` never gave. */
  restore(saved: Saved): void {
    const [price, priceMs, isAsked, odd] = savedTuple(saved, 'quote trust', 4);
    this.#price = savedNumber(price, 'quote trust price');
    this.#priceMs = savedNumber(priceMs, 'quote trust priceMs');
    this.#isAsked = savedFlag(isAsked, 'quote trust isAsked');
    this.#odd = odd === null ? undefined : oddFrom(odd);
  }
}

function oddFrom(saved: Saved): OddQuote {
  const [isBelow, sinceMs] = savedTuple(saved, 'odd quote', 2);
  return { isBelow: savedFlag(isBelow, 'odd quote isBelow'), sinceMs: savedNumber(sinceMs, 'odd quote sinceMs') };
}
