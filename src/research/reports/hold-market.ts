/** Buys one market and sells it at the end, at the simulated venue, so that holding costs what a strategy's orders do. */
import type { Holding } from '../../core/performance/index.ts';
import { type SimulationSettings, createSimulatedVenue } from '../../core/simulation/index.ts';
import {
  type Candle,
  type CandleColumns,
  type Instrument,
  type Notional,
  type OrderFilled,
  type OrderRequest,
  type Price,
  type Quantity,
  feeInQuote,
  fromSignal,
  minimum,
  quantityFor,
  quantizeQuantity,
  toSignal,
} from '../../domain/index.ts';

export interface HoldRequest {
  readonly instrument: Instrument;
  readonly columns: CandleColumns;
  /** The volume of candles is no limit here: one order, not one for every candle. */
  readonly simulation: SimulationSettings;
  readonly intervalMs: number;
  /** The first close that a strategy could act on, and the last close that is counted. */
  readonly firstCloseMs: number;
  readonly lastCloseMs: number;
  /** Quote. */
  readonly budget: number;
}

/** `undefined` when the order would be refused, or has no candle left to fill. */
export function holdMarket(request: HoldRequest): Holding | undefined {
  const { columns, intervalMs, firstCloseMs, lastCloseMs } = request;
  const closeMs = (row: number): number => (columns.openTimeMs[row] as number) + intervalMs;
  let row = 0;
  let end = columns.length - 1;
  while (row <= end && closeMs(row) < firstCloseMs) row += 1;
  while (end >= row && closeMs(end) > lastCloseMs) end -= 1;
  if (row > end) return undefined;
  const hold = new Hold(request);
  hold.decideAt(columns.close[row] as number);
  hold.buy();
  while (hold.isWaiting && row < end) {
    row += 1;
    hold.play(candleAt(columns, row));
  }
  if (hold.bought <= 0) return undefined;
  const { cash, bought } = hold;
  const close = columns.close[end] as number;
  hold.sell();
  // The last close stands still for as long as the sale is on its way.
  while (hold.isWaiting) hold.play({ openTimeMs: 0, open: close, high: close, low: close, close, volume: 0 });
  return { entryRow: row, cash, quantity: bought, endWorth: hold.cash + hold.bought * close, ...hold.costs };
}

class Hold {
  readonly #instrument: Instrument;
  readonly #budget: Notional;
  readonly #fills: OrderFilled[] = [];
  readonly #venue: ReturnType<typeof createSimulatedVenue>;
  #close = Number.NaN;

  constructor({ instrument, simulation, intervalMs, budget }: HoldRequest) {
    this.#instrument = { ...instrument, id: 0 };
    this.#budget = fromSignal(budget) as Notional;
    this.#venue = createSimulatedVenue({
      instruments: [this.#instrument],
      balances: { [instrument.quote]: this.#budget },
      settings: { ...simulation, maxVolumeShare: 1 },
      intervalMs,
      report: (event) => {
        if (event.type === 'orderFilled') this.#fills.push(event);
      },
    });
  }

  get isWaiting(): boolean {
    return !this.#venue.isIdle;
  }

  get cash(): number {
    return toSignal(this.#venue.balance(this.#instrument.quote));
  }

  get bought(): number {
    return toSignal(this.#venue.balance(this.#instrument.base));
  }

  get costs(): { readonly fees: number; readonly tradedNotional: number } {
    let [fees, tradedNotional] = [0, 0];
    for (const fill of this.#fills) {
      fees += toSignal(feeInQuote(fill, this.#instrument));
      tradedNotional += toSignal(fill.price) * toSignal(fill.quantity);
    }
    return { fees, tradedNotional };
  }

  /** The price that orders are judged at. */
  decideAt(close: number): void {
    this.#close = close;
    this.#venue.closeCandle(0, { openTimeMs: 0, open: close, high: close, low: close, close, volume: 0 });
  }

  buy(): void {
    // What costs and a higher open leave of it is bought.
    const wanted = quantityFor(this.#budget, fromSignal(this.#close) as Price, 'down');
    this.#submit('buy', wanted, { budget: this.#budget });
  }

  sell(): void {
    this.#submit('sell', this.#venue.balance(this.#instrument.base) as Quantity);
  }

  play(candle: Candle): void {
    this.#venue.openCandle(0, candle);
    while (this.#venue.stepCandle(0, candle));
    this.#venue.closeCandle(0, candle);
  }

  #submit(side: 'buy' | 'sell', wanted: Quantity, more: Pick<OrderRequest, 'budget'> = {}): void {
    const { maxQuantity = wanted } = this.#instrument;
    this.#venue.submit({
      clientOrderId: side,
      instrument: 0,
      side,
      type: 'market',
      timeInForce: 'gtc',
      quantity: quantizeQuantity(this.#instrument, minimum(wanted, maxQuantity) as Quantity),
      purpose: side === 'buy' ? 'entry' : 'signalExit',
      lane: 0,
      decisionId: 'hold',
      reason: 'buy and hold',
      ...more,
    });
  }
}

function candleAt({ openTimeMs, open, high, low, close, volume }: CandleColumns, row: number): Candle {
  return {
    openTimeMs: openTimeMs[row] as number,
    open: open[row] as number,
    high: high[row] as number,
    low: low[row] as number,
    close: close[row] as number,
    volume: volume[row] as number,
  };
}
