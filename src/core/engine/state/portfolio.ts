import {
  type Saved,
  restoreFields,
  saveFields,
  savedCount,
  savedList,
  savedNumber,
  savedNumbers,
} from '../../../domain/saved.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/durations.ts';
import type { Instrument, InstrumentId } from '../../../domain/market/instrument.ts';
import type { InstrumentMarket } from '../series/instrument-market.ts';
import type { Interval } from './interval.ts';

const FIELDS = [
  'cash',
  'equity',
  'peakEquity',
  'dayStartEquity',
  'dayStartScaled',
  'netFlow',
  'consecutiveLosses',
  'reservedQuote',
  'hasBegun',
] as const;

/** Float64 view of the account for scores, sizes and limits; the ledger holds the exact truth. */
export class Portfolio {
  // Begun as doubles: a field that begins undefined gets a new heap number with every candle.
  cash = Number.NaN;
  equity = Number.NaN;
  peakEquity = Number.NaN;
  /** First equity of the UTC day, with what was paid in since and without what was taken out. */
  dayStartEquity = Number.NaN;
  /** The same, changed in the proportion in which deposits and withdrawals changed equity: what shares are taken of. */
  dayStartScaled = Number.NaN;
  /** Quote paid in minus quote taken out since the run began. */
  netFlow = 0;
  consecutiveLosses = 0;
  /** Quote set aside for working buys, exact. */
  reservedQuote = 0n;
  /** Counts changes, but for what candles bring. */
  revision = 0;
  /** Counts orders sent in this process. */
  sends = 0;
  /** Whether a candle was traded on; before that there is only history. */
  hasBegun = false;
  #dayEndMs = Number.NaN;
  readonly startEquity: number;
  /** Growth up to the latest deposit or withdrawal, and the equity that it left. */
  #growth = 1;
  #growthEquity: number;
  /** Instruments by symbol: sums do not depend on the order in which symbols are listed. */
  readonly #bySymbol: InstrumentId[] = [];
  /** By instrument. */
  readonly #base: number[] = [];
  readonly #lastExitMs: number[] = [];
  readonly #symbols: string[] = [];
  /** Send times of the orders of the last hour, ascending. */
  readonly #sent: number[] = [];

  constructor(instruments: readonly Instrument[], equity: number) {
    for (const instrument of instruments) this.addInstrument(instrument);
    this.cash = equity;
    this.equity = equity;
    this.peakEquity = equity;
    this.startEquity = equity;
    this.#growthEquity = equity;
    this.#dayStarts();
  }

  /** Its id is the next one. */
  addInstrument({ id, symbol }: Instrument): void {
    this.#symbols.push(symbol);
    this.#base.push(0);
    this.#lastExitMs.push(Number.NaN);
    const after = this.#bySymbol.findIndex((other) => (this.#symbols[other] as string) > symbol);
    this.#bySymbol.splice(after < 0 ? this.#bySymbol.length : after, 0, id);
  }

  /** Time-weighted return since the run began at that equity: what one unit of quote has become, less one. */
  returnRatioAt(equity: number): number {
    return this.#growthEquity > 0 ? (this.#growth * equity) / this.#growthEquity - 1 : 0;
  }

  /** Base of the instrument that strategies bought, dust included. */
  baseOf(instrument: InstrumentId): number {
    return this.#base[instrument] as number;
  }

  /** When the instrument's last position was closed, `NaN` if never. */
  lastExitMsOf(instrument: InstrumentId): number {
    return this.#lastExitMs[instrument] as number;
  }

  /** Values everything at its last price; called once per interval, when it has ended. */
  mark(markets: readonly InstrumentMarket[], { closeTimeMs }: Interval): void {
    const isNewDay = !(closeTimeMs < this.#dayEndMs);
    // Without a close at 00:00 UTC the day begins with the equity known then, so that an overnight gap counts.
    if (isNewDay) this.#dayStarts();
    this.revalue(markets);
    if (isNewDay) this.#beginDay(closeTimeMs);
    if (this.equity > this.peakEquity) this.peakEquity = this.equity;
  }

  revalue(markets: readonly InstrumentMarket[]): void {
    let equity = this.cash;
    const base = this.#base;
    const bySymbol = this.#bySymbol;
    for (let i = 0; i < bySymbol.length; i += 1) {
      const instrument = bySymbol[i] as InstrumentId;
      const { last } = markets[instrument] as InstrumentMarket;
      // Before the first candle there is no price, and none may make equity no number: every limit compares with it.
      if (last > 0) equity += (base[instrument] as number) * last;
    }
    this.equity = equity;
  }

  /** The account after a booking. */
  account(held: { readonly cash: number; readonly instrument: InstrumentId; readonly base: number }): void {
    this.revision += 1;
    this.cash = held.cash;
    this.#base[held.instrument] = held.base;
  }

  reserve(quote: bigint): void {
    this.revision += 1;
    this.reservedQuote += quote;
  }

  release(quote: bigint): void {
    this.revision += 1;
    this.reservedQuote -= quote;
  }

  positionClosed(instrument: InstrumentId, nowMs: number): void {
    this.revision += 1;
    this.#lastExitMs[instrument] = nowMs;
  }

  roundTripClosed(netPnl: bigint): void {
    this.revision += 1;
    this.consecutiveLosses = netPnl < 0n ? this.consecutiveLosses + 1 : 0;
  }

  resetLossLimits(): void {
    this.revision += 1;
    this.consecutiveLosses = 0;
    this.peakEquity = this.equity;
    this.#dayStarts();
  }

  /**
   * Quote was paid in (positive) or taken out: no profit, no loss and no drawdown. Equity is at the last prices, `cash`
   * what the books hold with it. Where nothing was left, what comes next is a beginning.
   */
  fundsMoved(amount: number, cash: number, markets: readonly InstrumentMarket[]): void {
    this.revision += 1;
    const before = this.equity;
    this.cash = cash;
    this.revalue(markets);
    this.netFlow += amount;
    // Whoever has nothing after a move has nothing before the next one.
    if (this.#growthEquity > 0) this.#growth *= before / this.#growthEquity;
    this.#growthEquity = this.equity;
    if (before > 0 && this.equity > 0) {
      const scale = this.equity / before;
      this.peakEquity *= scale;
      this.dayStartScaled *= scale;
      this.dayStartEquity += amount;
    } else {
      this.peakEquity = this.equity;
      this.#dayStarts();
    }
  }

  #dayStarts(): void {
    this.dayStartEquity = this.equity;
    this.dayStartScaled = this.equity;
  }

  /** The close at 00:00 UTC is the day's first equity: what was lost before is yesterday's. */
  #beginDay(closeTimeMs: number): void {
    if (closeTimeMs % DAY_MS === 0) this.#dayStarts();
    this.hasBegun = true;
    this.#dayEndMs = (Math.floor(closeTimeMs / DAY_MS) + 1) * DAY_MS;
  }

  orderSent(nowMs: number): void {
    this.revision += 1;
    this.sends += 1;
    const sent = this.#sent;
    sent.push(nowMs);
    while ((sent[0] as number) <= nowMs - HOUR_MS) sent.shift();
  }

  ordersLastHour(nowMs: number): number {
    return this.#ordersSince(nowMs - HOUR_MS);
  }

  ordersLastMinute(nowMs: number): number {
    return this.#ordersSince(nowMs - MINUTE_MS);
  }

  #ordersSince(fromMs: number): number {
    let count = 0;
    for (let i = this.#sent.length - 1; i >= 0 && (this.#sent[i] as number) > fromMs; i -= 1) count += 1;
    return count;
  }

  save(): Saved {
    return [...this.#saveOwn(), this.#sent];
  }

  /** The same, with how many orders were sent now in place of all that were sent within the hour. */
  saveChanged(sends: number): Saved {
    return [...this.#saveOwn(), sends];
  }

  #saveOwn(): readonly Saved[] {
    return [
      ...saveFields(this, FIELDS),
      this.#dayEndMs,
      this.#growth,
      this.#growthEquity,
      this.#base,
      this.#lastExitMs,
    ];
  }

  /** Of a portfolio of the same instruments, as either told it. @throws UnreadableSave */
  restore(saved: Saved | undefined, nowMs = Number.NaN): void {
    const what = 'portfolio';
    const values = savedList(saved, what, FIELDS.length + 6);
    restoreFields(this, FIELDS, { saved: values.slice(0, FIELDS.length), what });
    const [dayEndMs, growth, growthEquity, base, lastExitMs, sent] = values.slice(FIELDS.length);
    this.#dayEndMs = savedNumber(dayEndMs, what);
    this.#growth = savedNumber(growth, what);
    this.#growthEquity = savedNumber(growthEquity, what);
    this.#base.splice(0, this.#base.length, ...savedNumbers(base, what, this.#base.length));
    this.#lastExitMs.splice(0, this.#lastExitMs.length, ...savedNumbers(lastExitMs, what, this.#lastExitMs.length));
    if (typeof sent === 'number') for (let sends = savedCount(sent, what); sends > 0; sends -= 1) this.orderSent(nowMs);
    else this.#sent.splice(0, this.#sent.length, ...savedList(sent, what).map((timeMs) => savedNumber(timeMs, what)));
  }
}
