import type { Candle } from '../../domain/candle.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { toSignal } from '../../domain/units.ts';
import type { Line } from '../indicators/index.ts';
import type { AtrMean } from './atr-mean.ts';
import { IndicatorHub } from './indicator-hub.ts';
import type { Lane } from './lane.ts';
import { ReturnWindow } from './return-window.ts';
import { TimeframeFrame } from './timeframe-frame.ts';

/** What is known of one instrument: last prices, gaps, indicators, and the lanes that trade it. */
export class InstrumentMarket {
  #instrument: Instrument;
  /** The taker fee as float64, for the risk rules. */
  feeRatio: number;
  readonly intervalMs: number;
  readonly hub = new IndicatorHub();
  readonly frames: TimeframeFrame[] = [];
  readonly lanes: Lane[] = [];
  readonly returns = new ReturnWindow();
  /** Latest close or quote, `NaN` before the first. */
  last = Number.NaN;
  lastOpenTimeMs = Number.NaN;
  candlesSinceGap = Number.POSITIVE_INFINITY;
  bid = Number.NaN;
  ask = Number.NaN;
  /** Whether a quote arrived since the last candle closed. */
  hasNewerQuote = false;
  /** Base held, as float64, for marking. */
  base = 0;
  lastExitTimeMs = Number.NaN;
  /** ATR(14), present when a rule or a size needs it. */
  atr: Line | undefined;
  atrMean: AtrMean | undefined;
  wantsReturns = false;

  constructor(instrument: Instrument, intervalMs: number) {
    this.#instrument = instrument;
    this.feeRatio = toSignal(instrument.takerFeeRate);
    this.intervalMs = intervalMs;
  }

  get instrument(): Instrument {
    return this.#instrument;
  }

  /** The venue's rules changed; the id stays. */
  change(instrument: Instrument): void {
    this.#instrument = instrument;
    this.feeRatio = toSignal(instrument.takerFeeRate);
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
    if (this.wantsReturns) this.returns.push(candle.close / this.last - 1);
    this.lastOpenTimeMs = candle.openTimeMs;
    this.last = candle.close;
    this.hasNewerQuote = false;
    this.hub.update(candle);
    this.atrMean?.update();
    const { frames } = this;
    for (let i = 0; i < frames.length; i += 1) (frames[i] as TimeframeFrame).update(candle);
    return true;
  }

  /** The series of a timeframe: the base one or a higher one that is built on first use. */
  series(intervalMs: number): IndicatorHub {
    if (intervalMs === this.intervalMs) return this.hub;
    let frame = this.frames.find((candidate) => candidate.intervalMs === intervalMs);
    if (!frame) {
      frame = new TimeframeFrame(intervalMs, this.intervalMs);
      this.frames.push(frame);
    }
    return frame.hub;
  }

  get lastCloseTimeMs(): number {
    return this.lastOpenTimeMs + this.intervalMs;
  }
}
