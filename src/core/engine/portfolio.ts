import type { InstrumentMarket } from './market.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Float64 view of the account for scores, sizes and limits; the ledger holds the exact truth. */
export class Portfolio {
  cash = 0;
  equity = 0;
  peakEquity = 0;
  dayStartEquity = 0;
  consecutiveLosses = 0;
  openPositions = 0;
  /** Quote set aside for working buys, exact. */
  reservedQuote = 0n;
  /** Whether a candle was traded on; before that there is only history. */
  hasBegun = false;
  #dayEndMs = Number.NaN;
  /** Send times of recent orders, ascending. */
  readonly #sent: number[] = [];
  #firstSent = 0;

  begin(equity: number): void {
    this.cash = equity;
    this.equity = equity;
    this.peakEquity = equity;
    this.dayStartEquity = equity;
  }

  /** Values everything at its last price; called once per candle. */
  mark(markets: readonly InstrumentMarket[], closeTimeMs: number): void {
    if (!(closeTimeMs < this.#dayEndMs)) {
      this.hasBegun = true;
      // The day begins with the equity it was entered with, so an overnight gap counts.
      this.dayStartEquity = this.equity;
      this.#dayEndMs = (Math.floor(closeTimeMs / DAY_MS) + 1) * DAY_MS;
    }
    this.revalue(markets);
    if (this.equity > this.peakEquity) this.peakEquity = this.equity;
  }

  revalue(markets: readonly InstrumentMarket[]): void {
    let equity = this.cash;
    for (let i = 0; i < markets.length; i += 1) {
      const market = markets[i] as InstrumentMarket;
      if (market.base !== 0 && market.last > 0) equity += market.base * market.last;
    }
    this.equity = equity;
  }

  resetLossLimits(): void {
    this.consecutiveLosses = 0;
    this.peakEquity = this.equity;
    this.dayStartEquity = this.equity;
  }

  orderSent(nowMs: number): void {
    const sent = this.#sent;
    sent.push(nowMs);
    while ((sent[this.#firstSent] as number) <= nowMs - HOUR_MS) this.#firstSent += 1;
    if (this.#firstSent < 1024) return;
    sent.splice(0, this.#firstSent);
    this.#firstSent = 0;
  }

  ordersSince(fromMs: number): number {
    let count = 0;
    for (let i = this.#sent.length - 1; i >= this.#firstSent && (this.#sent[i] as number) > fromMs; i -= 1) count += 1;
    return count;
  }

  ordersLastHour(nowMs: number): number {
    return this.ordersSince(nowMs - HOUR_MS);
  }

  ordersLastMinute(nowMs: number): number {
    return this.ordersSince(nowMs - MINUTE_MS);
  }
}
