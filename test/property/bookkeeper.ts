/**
 * Books of its own, kept from what an exchange and an owner say, in whole units of 1e-18. It knows no engine: what is held,
 * what each round trip earned, where the stop is and how much could be bought at once are worked out here a second time.
 */
import type { Candle, Instrument, OrderFilled, OrderRequest } from '../../src/domain/index.ts';

export const UNIT = 10n ** 18n;

/** Limits are judged without the fees that budgets hold. */
const ROOM = 1.002;

export interface Rules {
  readonly stopLoss: number;
  readonly trailing: number;
  readonly maxPositions: number;
  readonly maxPerSymbol: number;
  readonly maxExposure: number;
}

interface Holding {
  lots: { quantity: bigint; cost: bigint; name: string | undefined }[];
  /** Of the trip so far: what came in for sales, and all that was paid, fees in quote included. */
  proceeds: bigint;
  paid: bigint;
  highest: number;
  stop: number;
}

interface Working {
  readonly order: OrderRequest;
  /** Quote that it may still take. */
  budget: bigint;
  left: bigint;
}

export class Bookkeeper {
  readonly balances = new Map<string, bigint>();
  /** By lane. */
  readonly holdings = new Map<number, Holding>();
  readonly working = new Map<string, Working>();
  readonly last: number[] = [];
  /** By instrument: dust, and what it was worth when it became dust. */
  readonly dust = new Map<number, { quantity: bigint; cost: bigint }>();
  readonly #instruments: readonly Instrument[];
  readonly #rules: Rules;

  constructor(instruments: readonly Instrument[], balances: Readonly<Record<string, bigint>>, rules: Rules) {
    this.#instruments = instruments;
    this.#rules = rules;
    for (const [asset, amount] of Object.entries(balances)) this.balances.set(asset, amount);
  }

  balance(asset: string): bigint {
    return this.balances.get(asset) ?? 0n;
  }

  held(lane: number): bigint {
    return sum((this.holdings.get(lane)?.lots ?? []).map(({ quantity }) => quantity));
  }

  /** Cash and all coins at their last prices, float64. */
  get equity(): number {
    const coins = this.#instruments.map(({ id, base }) => number(this.balance(base)) * (this.last[id] ?? 0));
    return coins.reduce((total, worth) => total + worth, number(this.balance('USDT')));
  }

  fundsMoved(asset: string, amount: bigint): void {
    this.balances.set(asset, this.balance(asset) + amount);
  }

  candle(instrument: number, { close }: Candle, lanes: readonly number[]): void {
    this.last[instrument] = close;
    for (const lane of lanes) {
      const holding = this.holdings.get(lane);
      if (!holding) continue;
      holding.highest = Math.max(holding.highest, close);
    }
  }

  /** What is wrong with sending this order now, at the worst case that all that is at work fills. */
  overLimit(order: OrderRequest): string | undefined {
    if (order.side === 'sell') {
      const others = [...this.working.values()].filter(
        (at) => at.order.lane === order.lane && at.order.side === 'sell',
      );
      const offered = order.quantity + sum(others.map(({ left }) => left));
      const there = this.held(order.lane) + (this.dust.get(order.instrument)?.quantity ?? 0n);
      return offered > there ? `sells ${offered} of ${there}` : undefined;
    }
    const { maxPositions, maxPerSymbol, maxExposure } = this.#rules;
    const buys = [...this.working.values()].filter((at) => at.order.side === 'buy');
    const taken = new Set([...this.holdings.keys(), ...buys.map((at) => at.order.lane), order.lane]);
    if (taken.size > maxPositions) return `${taken.size} positions of at most ${maxPositions}`;
    const instrument = this.#instruments[order.instrument] as Instrument;
    const cost = number(this.costOf(order));
    const budgets = (at: readonly Working[]) => at.reduce((total, { budget }) => total + number(budget), 0);
    const mine = buys.filter((at) => at.order.instrument === order.instrument);
    const held = number(this.balance(instrument.base)) * (this.last[order.instrument] ?? 0);
    const symbol = held + budgets(mine) + cost;
    if (symbol > maxPerSymbol * this.equity * ROOM) return `${symbol} in ${instrument.symbol} of ${this.equity}`;
    const all = this.equity - number(this.balance('USDT')) + budgets(buys) + cost;
    if (all > maxExposure * this.equity * ROOM) return `${all} in positions of ${this.equity}`;
    const spent = this.costOf(order) + sum(buys.map(({ budget }) => budget));
    return spent > this.balance('USDT') ? `${spent} to pay of ${this.balance('USDT')}` : undefined;
  }

  sent(order: OrderRequest): void {
    const budget = order.side === 'buy' ? this.costOf(order) : 0n;
    this.working.set(order.clientOrderId, { order, budget, left: order.quantity });
  }

  ended(clientOrderId: string): void {
    this.working.delete(clientOrderId);
  }

  /** Books a fill; gives what the round trip earned that it ended. */
  filled(fill: OrderFilled, order: OrderRequest): bigint | undefined {
    const { base, quote } = this.#instruments[order.instrument] as Instrument;
    const worth = (fill.price * fill.quantity) / UNIT;
    const working = this.working.get(fill.clientOrderId);
    if (working) {
      working.left -= fill.quantity;
      working.budget -= worth + (fill.feeAsset === quote ? fill.fee : 0n);
      if (working.left === 0n) this.working.delete(fill.clientOrderId);
    }
    const isBuy = order.side === 'buy';
    const amount: bigint = fill.quantity;
    this.fundsMoved(base, isBuy ? amount : -amount);
    this.fundsMoved(quote, isBuy ? -worth : worth);
    this.fundsMoved(fill.feeAsset, -fill.fee);
    return isBuy ? this.#bought(fill, order, worth) : this.#sold(fill, order, worth);
  }

  /** What is left is too small to sell at `price` and is taken over as dust at that; gives what the trip earned. */
  becameDust(lane: number, instrument: number, price: number): bigint {
    const holding = this.holdings.get(lane) as Holding;
    const quantity = this.held(lane);
    const worth = BigInt(Math.round(price * 1e9)) * 10n ** 9n;
    const value = (worth * quantity) / UNIT;
    const dust = this.dust.get(instrument) ?? { quantity: 0n, cost: 0n };
    this.dust.set(instrument, { quantity: dust.quantity + quantity, cost: dust.cost + value });
    this.holdings.delete(lane);
    return holding.proceeds + value - holding.paid;
  }

  /**
   * Where the position is to be left: both rules follow the average of what is left and the highest close, and what was
   * in force stays the lowest there will be.
   */
  stopOf(lane: number, instrument: number): number {
    const holding = this.holdings.get(lane);
    if (!holding) return Number.NaN;
    const { stopLoss, trailing } = this.#rules;
    const quantity = sum(holding.lots.map((lot) => lot.quantity));
    const average = quantity > 0n ? number((sum(holding.lots.map((lot) => lot.cost)) * UNIT) / quantity) : 0;
    const tick = number((this.#instruments[instrument] as Instrument).tickSize);
    const wished = Math.max(average * (1 - stopLoss), holding.highest * (1 - trailing));
    // A millionth of a tick is float64 noise.
    const stop = Number((Math.ceil(wished / tick - 1e-6) * tick).toFixed(9));
    if (!(holding.stop >= stop)) holding.stop = stop;
    return holding.stop;
  }

  costOf(order: OrderRequest): bigint {
    if (order.budget !== undefined) return order.budget;
    const { makerFeeRate, takerFeeRate } = this.#instruments[order.instrument] as Instrument;
    const worth = ceilDivide((order.price ?? 0n) * order.quantity, UNIT);
    return worth + ceilDivide(worth * (makerFeeRate > takerFeeRate ? makerFeeRate : takerFeeRate), UNIT);
  }

  #bought(fill: OrderFilled, order: OrderRequest, worth: bigint): undefined {
    const { base, quote } = this.#instruments[order.instrument] as Instrument;
    const known = this.holdings.get(order.lane);
    const holding = known ?? { lots: [], proceeds: 0n, paid: 0n, highest: 0, stop: Number.NaN };
    const received = fill.quantity - (fill.feeAsset === base ? fill.fee : 0n);
    holding.lots.push({ quantity: received, cost: (fill.price * received) / UNIT, name: order.level });
    holding.paid += worth + (fill.feeAsset === quote ? fill.fee : 0n);
    holding.highest = Math.max(holding.highest, number(fill.price));
    this.holdings.set(order.lane, holding);
  }

  #sold(fill: OrderFilled, order: OrderRequest, worth: bigint): bigint | undefined {
    const { quote } = this.#instruments[order.instrument] as Instrument;
    const holding = this.holdings.get(order.lane);
    // The lane's own coins go first, and what dust brings is not its profit.
    const own = minimum(fill.quantity, this.held(order.lane));
    const ofDust = fill.quantity - own;
    if (ofDust > 0n) this.#soldDust(order.instrument, ofDust);
    let left = own;
    // Its own coins are gone, the order goes on with the dust that it took along.
    if (!holding) return undefined;
    while (left > 0n) {
      const named = holding.lots.find(({ name }) => name !== undefined && name === order.lot);
      const lot = named ?? holding.lots[0];
      if (!lot) throw new Error(`lane ${order.lane} sells more than it holds`);
      const taken = lot.quantity < left ? lot.quantity : left;
      lot.cost -= (lot.cost * taken) / lot.quantity;
      lot.quantity -= taken;
      left -= taken;
      if (lot.quantity === 0n) holding.lots.splice(holding.lots.indexOf(lot), 1);
    }
    const fee = fill.feeAsset === quote ? fill.fee : 0n;
    holding.proceeds += worth - (worth * ofDust) / fill.quantity;
    holding.paid += fee - (fee * ofDust) / fill.quantity;
    if (holding.lots.length > 0) return undefined;
    this.holdings.delete(order.lane);
    return holding.proceeds - holding.paid;
  }

  #soldDust(instrument: number, quantity: bigint): void {
    const dust = this.dust.get(instrument);
    if (!dust || dust.quantity < quantity) throw new Error(`${quantity} of dust is sold, of ${dust?.quantity ?? 0n}`);
    this.dust.set(instrument, {
      quantity: dust.quantity - quantity,
      cost: dust.cost - (dust.cost * quantity) / dust.quantity,
    });
  }
}

export function number(amount: bigint): number {
  return Number(amount) / 1e18;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function ceilDivide(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

function minimum(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** @throws Error with both figures. */
export function expectSame(what: string, theirs: bigint | number, ours: bigint | number): void {
  if (!Object.is(theirs, ours)) throw new Error(`${what}: the engine says ${theirs}, the books say ${ours}`);
}
