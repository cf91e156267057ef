import type { Candle } from '../../../domain/market/candle.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { type TickGrid, tickGridOf } from '../../../domain/market/tick-grid.ts';
import { timeframeOf } from '../../../domain/market/timeframe.ts';
import { type Saved, UnreadableSave, savedFlag, savedNumber, savedTuple } from '../../../domain/saved.ts';
import { toSignal } from '../../../domain/units.ts';
import type { Line } from '../../indicators/index.ts';
import { AtrMean } from './atr-mean.ts';
import { HigherTimeframe } from './higher-timeframe.ts';
import { IndicatorHub, indicatorSet } from './indicator-hub.ts';
import { QuoteTrust } from './quote-trust.ts';
import { ReturnWindow } from './return-window.ts';
import { type SavedPart, type Unrestored, restoreParts, saveParts } from './saved-parts.ts';

const ATR_PERIOD = 14;

/** What is known of one instrument's market: its rules, last prices, gaps, indicators and returns. */
export class InstrumentMarket {
  #instrument: Instrument;
  /** The taker fee as float64, for the risk rules. */
  feeRatio: number;
  /** What prices are compared on. */
  grid: TickGrid;
  readonly intervalMs: number;
  readonly hub = new IndicatorHub();
  readonly returns = new ReturnWindow();
  /** Latest close, `NaN` before the first. */
  last = Number.NaN;
  lastOpenTimeMs = Number.NaN;
  candlesSinceGap = Number.POSITIVE_INFINITY;
  bid = Number.NaN;
  ask = Number.NaN;
  quotedMs = Number.NaN;
  /** Whether a quote arrived since the last candle closed. */
  hasNewerQuote = false;
  readonly trust = new QuoteTrust();
  /** ATR(14): exits, sizes and limits may ask for it at any time, a strategy's own size among them. */
  readonly atr: Line;
  atrMean: AtrMean | undefined;
  wantsReturns = false;
  #isHeld = false;
  readonly #frames: HigherTimeframe[] = [];

  constructor(instrument: Instrument, intervalMs: number) {
    this.#instrument = instrument;
    this.feeRatio = toSignal(instrument.takerFeeRate);
    this.grid = tickGridOf(instrument.tickSize);
    this.intervalMs = intervalMs;
    this.atr = indicatorSet(this.hub, () => undefined).atr(ATR_PERIOD);
  }

  get instrument(): Instrument {
    return this.#instrument;
  }

  /** The venue's rules changed; the id stays. */
  change(instrument: Instrument): void {
    this.#instrument = instrument;
    this.feeRatio = toSignal(instrument.takerFeeRate);
    this.grid = tickGridOf(instrument.tickSize);
  }

  /** Takes the next closed candle; `false` when it is not newer than the last one and was ignored. */
  update(candle: Candle): boolean {
    const expected = this.lastOpenTimeMs + this.intervalMs;
    if (candle.openTimeMs !== expected && !Number.isNaN(expected)) {
      if (candle.openTimeMs < expected) return false;
      this.candlesSinceGap = 0;
    } else {
      this.candlesSinceGap += 1;
    }
    if (this.wantsReturns && candle.openTimeMs === expected) {
      this.returns.push(candle.openTimeMs, candle.close / this.last);
    }
    this.lastOpenTimeMs = candle.openTimeMs;
    this.last = candle.close;
    this.hasNewerQuote = false;
    this.hub.update(candle);
    this.atrMean?.update();
    const frames = this.#frames;
    for (let i = 0; i < frames.length; i += 1) (frames[i] as HigherTimeframe).update(candle);
    return true;
  }

  /** An interval ended; without a candle in it, the lines that other instruments' lanes read stood still. */
  intervalEnded(openTimeMs: number): void {
    const isHeld = this.lastOpenTimeMs !== openTimeMs;
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    this.hub.hold(isHeld);
  }

  quoteSeen(bid: number, ask: number, nowMs: number): void {
    this.bid = bid;
    this.ask = ask;
    this.quotedMs = nowMs;
    this.hasNewerQuote = true;
  }

  /** The series of a timeframe: the base one or a higher one that is built on first use. */
  series(intervalMs: number): IndicatorHub {
    if (intervalMs === this.intervalMs) return this.hub;
    let frame = this.#frames.find((candidate) => candidate.intervalMs === intervalMs);
    if (!frame) {
      frame = new HigherTimeframe(intervalMs, this.intervalMs);
      this.#frames.push(frame);
    }
    return frame.hub;
  }

  /** From here on the mean of the ATR is kept, for the limit of its spikes. */
  watchAtrMean(): void {
    this.atrMean ??= new AtrMean(this.atr);
  }

  /** From here on returns are kept, for correlations. */
  watchReturns(): void {
    this.wantsReturns = true;
  }

  get lastCloseTimeMs(): number {
    return this.lastOpenTimeMs + this.intervalMs;
  }

  /** All but the instrument's rules. */
  save(): Saved {
    const prices = [this.last, this.lastOpenTimeMs, this.candlesSinceGap];
    const quote = [this.bid, this.ask, this.quotedMs, this.hasNewerQuote];
    const series = this.hub.save();
    return [this.intervalMs, prices, quote, this.#isHeld, this.trust.save(), series, saveParts(this.#parts())];
  }

  /**
   * Takes the state of a market after every indicator was declared and every `watch…` was called. The answer names
   * indicators by key, those of a higher timeframe as `1h:sma(3)`, a whole timeframe as `1h`, and `atrMean` and
   * `returns`. What is missing begins anew, which only the candles before can mend.
   * @throws UnreadableSave when it is the state of another interval or of no market; this one is useless from then on.
   */
  restore(saved: Saved): Unrestored {
    const [intervalMs, prices, quote, isHeld, trust, series, parts] = savedTuple(saved, 'market', 7);
    const interval = savedNumber(intervalMs, 'market intervalMs');
    if (interval !== this.intervalMs)
      throw new UnreadableSave(`saved market must have candles of ${this.intervalMs} ms, was of ${interval} ms`);
    this.#restorePrices(prices, quote);
    this.#isHeld = savedFlag(isHeld, 'market isHeld');
    this.trust.restore(trust);
    const [own, others] = [this.hub.restore(series), restoreParts(this.#parts(), parts, 'market parts')];
    // Those that begin anew stand still with the others.
    this.hub.hold(this.#isHeld);
    return {
      missing: [...own.missing, ...others.missing],
      superfluous: [...own.superfluous, ...others.superfluous],
    };
  }

  #restorePrices(prices: Saved, quote: Saved): void {
    const [last, lastOpenTimeMs, candlesSinceGap] = savedTuple(prices, 'market prices', 3);
    this.last = savedNumber(last, 'market last');
    this.lastOpenTimeMs = savedNumber(lastOpenTimeMs, 'market lastOpenTimeMs');
    this.candlesSinceGap = savedNumber(candlesSinceGap, 'market candlesSinceGap');
    const [bid, ask, quotedMs, hasNewerQuote] = savedTuple(quote, 'market quote', 4);
    this.bid = savedNumber(bid, 'market bid');
    this.ask = savedNumber(ask, 'market ask');
    this.quotedMs = savedNumber(quotedMs, 'market quotedMs');
    this.hasNewerQuote = savedFlag(hasNewerQuote, 'market hasNewerQuote');
  }

  /** What is there only when a strategy or a limit asks for it. */
  #parts(): ReadonlyMap<string, SavedPart> {
    const parts = new Map<string, SavedPart>();
    for (const frame of this.#frames) parts.set(timeframeOf(frame.intervalMs) ?? `${frame.intervalMs} ms`, frame);
    if (this.atrMean) parts.set('atrMean', this.atrMean);
    if (this.wantsReturns) parts.set('returns', this.returns);
    return parts;
  }
}
