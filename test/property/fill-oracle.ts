/**
 * What a candle market gives orders, reckoned a second time from candles and settings alone, in plain numbers. It knows
 * nothing of the simulated exchange but what `docs/decisions/0016-what-a-simulated-order-pays.md` says.
 */
import type { Candle } from '../../src/domain/index.ts';

export interface OracleRules {
  readonly spreadBps: number;
  readonly slippageBps: number;
  readonly depthQuotePerBps: number;
  readonly maxVolumeShare: number;
  readonly latencyCandles: number;
  /** Share of a candle, from `LATENCY_MS`. */
  readonly latencyShare: number;
  readonly tick: number;
  readonly step: number;
}

export interface OracleOrder {
  readonly id: string;
  readonly side: 'buy' | 'sell';
  /** Absent at market. */
  readonly limit?: number;
  readonly timeInForce: 'gtc' | 'ioc' | 'fok' | 'postOnly';
  readonly quantity: number;
}

/** `price` and `quantity` are those of a fill. */
export interface OracleReport {
  readonly id: string;
  readonly what: 'maker' | 'taker' | 'ended';
  readonly price: number;
  readonly quantity: number;
}

interface Working extends OracleOrder {
  left: number;
  /** Candle it comes with, candle it may rest-fill from, candle its cancel comes with. */
  arrives: number;
  restsFrom: number;
  restedIn: number;
  cancelArrives: number;
  hasTried: boolean;
}

const NOISE = 1e-7;

export class FillOracle {
  readonly #rules: OracleRules;
  #orders: Working[] = [];
  /** In the order in which they were sent. */
  readonly #cancels: Working[] = [];
  #candle = -1;
  #close = Number.NaN;
  readonly #room = { buy: 0, sell: 0 };
  /** Takes a report, and answers how much really filled: a step's difference is not carried on. */
  readonly #report: (report: OracleReport) => number;

  constructor(rules: OracleRules, report: (report: OracleReport) => number) {
    this.#rules = rules;
    this.#report = report;
  }

  /** Between two candles. */
  submit(order: OracleOrder): void {
    if (order.timeInForce === 'postOnly' && this.#meets(order, this.#close)) return this.#refuse(order);
    const arrives = this.#candle + 1 + this.#rules.latencyCandles;
    const times = { arrives, restsFrom: Number.NaN, restedIn: Number.NaN, cancelArrives: Number.NaN };
    this.#orders.push({ ...order, ...times, left: order.quantity, hasTried: false });
  }

  cancel(id: string): void {
    const { latencyCandles, latencyShare } = this.#rules;
    const order = this.#orders.find((candidate) => candidate.id === id);
    if (!order || !Number.isNaN(order.cancelArrives)) return;
    if (latencyCandles + latencyShare === 0 && order.hasTried) this.#end(order);
    else {
      order.cancelArrives = this.#candle + 1 + latencyCandles;
      this.#cancels.push(order);
    }
  }

  play({ open, high, low, close, volume }: Candle): void {
    this.#candle += 1;
    const { maxVolumeShare, latencyShare, step } = this.#rules;
    this.#room.buy = maxVolumeShare === 1 ? Number.POSITIVE_INFINITY : floorTo(volume * maxVolumeShare, step);
    this.#room.sell = this.#room.buy;
    const later = open + (close - open) * latencyShare;
    const due = this.#orders.filter(({ arrives }) => arrives <= this.#candle);
    for (const order of due) if (order.limit === undefined || !order.hasTried) this.#arrive(order, open, later);
    for (const side of ['buy', 'sell'] as const) this.#fillResting(side, open);
    for (const order of this.#cancels.filter(({ cancelArrives }) => cancelArrives === this.#candle)) {
      if (!this.#orders.includes(order)) continue;
      const reach = order.side === 'buy' ? Math.min(open, later) : Math.max(open, later);
      if (order.restedIn < this.#candle && this.#isThrough(order, reach)) this.#make(order);
      if (order.left > NOISE) this.#end(order);
    }
    this.#fillResting('buy', low);
    this.#fillResting('sell', high);
    this.#close = close;
  }

  #arrive(order: Working, open: number, later: number): void {
    const { side, limit, timeInForce } = order;
    const isBuy = side === 'buy';
    order.hasTried = true;
    const middle = isBuy ? Math.max(open, later) : Math.min(open, later);
    const takes = this.#meets(order, middle);
    if (takes && timeInForce === 'postOnly') return this.#end(order);
    const wanted = Math.min(order.left, this.#room[side]);
    const taken = takes ? this.#taken(order, middle, wanted) : 0;
    if (timeInForce === 'fok' && taken < order.quantity - NOISE) return this.#end(order);
    if (taken > NOISE) this.#fill(order, 'taker', this.#price(order, middle, taken), taken);
    if (order.left < NOISE) return;
    if (timeInForce === 'ioc') return this.#end(order);
    if (limit === undefined) return;
    order.restedIn = this.#candle;
    order.restsFrom = this.#meets(order, open) ? this.#candle + 1 : this.#candle;
  }

  /** As much of it as costs no more than the limit. */
  #taken({ side, limit }: Working, middle: number, wanted: number): number {
    const { slippageBps, depthQuotePerBps, step } = this.#rules;
    if (limit === undefined) return wanted;
    const leewayBps = ((side === 'buy' ? 1 : -1) * (limit - this.#best(side, middle)) * 10_000) / middle - slippageBps;
    if (depthQuotePerBps === 0) return leewayBps >= -NOISE ? wanted : 0;
    return Math.min(wanted, Math.max(0, floorTo((leewayBps * depthQuotePerBps) / middle, step)));
  }

  #price({ side, limit }: Working, middle: number, quantity: number): number {
    const { spreadBps, slippageBps, depthQuotePerBps, tick } = this.#rules;
    const depthBps = depthQuotePerBps === 0 ? 0 : (middle * quantity) / depthQuotePerBps;
    const share = (spreadBps / 2 + slippageBps + depthBps) / 10_000;
    if (side === 'buy') return Math.min(-floorTo(-middle * (1 + share), tick), limit ?? Number.POSITIVE_INFINITY);
    return Math.max(floorTo(middle * (1 - share), tick), limit ?? 0);
  }

  #best(side: 'buy' | 'sell', middle: number): number {
    return middle * (1 + ((side === 'buy' ? 1 : -1) * this.#rules.spreadBps) / 20_000);
  }

  #meets({ side, limit }: OracleOrder, middle: number): boolean {
    if (limit === undefined) return true;
    return side === 'buy' ? this.#best(side, middle) <= limit + NOISE : this.#best(side, middle) >= limit - NOISE;
  }

  #isThrough({ side, limit = Number.NaN }: Working, middle: number): boolean {
    const best = this.#best(side, middle);
    return side === 'buy' ? best < limit - NOISE : best > limit + NOISE;
  }

  /** Best price first, then by arrival. */
  #fillResting(side: 'buy' | 'sell', middle: number): void {
    const toBest = (a: Working, b: Working): number => ((b.limit ?? 0) - (a.limit ?? 0)) * (side === 'buy' ? 1 : -1);
    const reached = this.#orders.filter((order) => order.side === side && order.restsFrom <= this.#candle);
    for (const order of reached.filter((each) => this.#isThrough(each, middle)).toSorted(toBest)) this.#make(order);
  }

  #make(order: Working): void {
    const quantity = Math.min(order.left, this.#room[order.side]);
    if (quantity > NOISE) this.#fill(order, 'maker', order.limit ?? Number.NaN, quantity);
  }

  #fill(order: Working, what: 'maker' | 'taker', price: number, quantity: number): void {
    const filled = this.#report({ id: order.id, what, price, quantity });
    order.left -= filled;
    this.#room[order.side] -= filled;
    if (order.left < NOISE) this.#orders = this.#orders.filter((other) => other !== order);
  }

  #end(order: Working): void {
    this.#orders = this.#orders.filter((other) => other !== order);
    this.#refuse(order);
  }

  #refuse({ id }: OracleOrder): void {
    this.#report({ id, what: 'ended', price: Number.NaN, quantity: 0 });
  }
}

function floorTo(value: number, grid: number): number {
  return Math.floor(value / grid + NOISE) * grid;
}
