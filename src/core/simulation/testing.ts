/** Builders for the tests of this folder: a venue, its orders and candles, with defaults that do not get in the way. */
import type { Candle } from '../../domain/market/candle.ts';
import type { ArmExit } from '../../domain/orders/commands.ts';
import { decimal, formatDecimal } from '../../domain/decimal.ts';
import type { EngineEvent } from '../../domain/events/events.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import type { OrderRequest } from '../../domain/orders/order.ts';
import { notional, price, quantity } from '../../domain/units.ts';
import type { SimulatedVenue, SimulationSettings } from './contract.ts';
import { createSimulatedVenue } from './simulated-venue.ts';

const PERFECT: SimulationSettings = {
  spreadBps: 0,
  slippageBps: 0,
  depthQuotePerBps: 0,
  maxVolumeShare: 1,
  latencyCandles: 0,
  latencyMs: 0,
};

/** Fee-free unless said otherwise, so that a test about prices shows prices. */
function anInstrument(changes: Partial<Instrument> = {}): Instrument {
  return {
    id: 0,
    symbol: 'BTC/USDT',
    venue: 'simulated',
    base: 'BTC',
    quote: 'USDT',
    tickSize: price('0.01'),
    stepSize: quantity('0.001'),
    minQuantity: quantity('0.001'),
    minNotional: notional('1'),
    makerFeeRate: decimal('0'),
    takerFeeRate: decimal('0'),
    feeAsset: 'quote',
    status: 'trading',
    ...changes,
  };
}

/** `[open, high, low, close]`, volume 1000. */
export function aCandle(prices: readonly [number, number, number, number], volume = 1000): Candle {
  const [open, high, low, close] = prices;
  return { openTimeMs: 0, open, high, low, close, volume };
}

interface OrderDraft extends Partial<Omit<OrderRequest, 'quantity' | 'price' | 'budget'>> {
  readonly quantity?: string;
  readonly price?: string;
  readonly budget?: string;
}

export function anOrder(draft: OrderDraft = {}): OrderRequest {
  const { quantity: amount = '1', price: limit, budget, ...rest } = draft;
  return {
    clientOrderId: 'a',
    instrument: 0,
    side: 'buy',
    type: limit === undefined ? 'market' : 'limit',
    timeInForce: 'gtc',
    quantity: quantity(amount),
    purpose: 'entry',
    lane: 0,
    decisionId: 'd',
    reason: 'test',
    ...(limit === undefined ? {} : { price: price(limit) }),
    ...(budget === undefined ? {} : { budget: notional(budget) }),
    ...rest,
  };
}

export function levels(stopPrice?: number, targetPrice?: number, generation = 1, lane = 0): ArmExit {
  const base = { type: 'armExit', lane, instrument: 0, generation, quantity: quantity('1') } as const;
  return {
    ...base,
    ...(stopPrice === undefined ? {} : { stopPrice }),
    ...(targetPrice === undefined ? {} : { targetPrice }),
  };
}

/** A venue with its events as short lines, driven one candle at a time. */
export class Bench {
  readonly events: EngineEvent[] = [];
  readonly venue: SimulatedVenue;
  /** Answers an event the way the engine would, after the call that reported it returned. */
  react: (event: EngineEvent) => void = () => {};
  #drained = 0;

  constructor(
    options: {
      readonly instrument?: Partial<Instrument>;
      readonly balances?: Readonly<Record<string, string>>;
      readonly settings?: Partial<SimulationSettings>;
      readonly intervalMs?: number;
    } = {},
  ) {
    const held = Object.entries(options.balances ?? { USDT: '10000', BTC: '10' });
    this.venue = createSimulatedVenue({
      instruments: [anInstrument(options.instrument)],
      balances: Object.fromEntries(held.map(([asset, amount]) => [asset, decimal(amount)])),
      settings: { ...PERFECT, ...options.settings },
      ...(options.intervalMs === undefined ? {} : { intervalMs: options.intervalMs }),
      report: (event) => this.events.push(event),
    });
  }

  play(candle: Candle): this {
    this.venue.openCandle(0, candle);
    this.drain();
    while (this.venue.stepCandle(0, candle)) this.drain();
    this.venue.closeCandle(0, candle);
    return this;
  }

  /** A candle that stands still: gives the venue its first price. */
  at(price: number): this {
    return this.play(aCandle([price, price, price, price]));
  }

  drain(): void {
    while (this.#drained < this.events.length) this.react(this.events[this.#drained++] as EngineEvent);
  }

  /** Fills as `side price × quantity liquidity`, the side told by the order. */
  fills(): string[] {
    return this.events.flatMap((event) =>
      event.type === 'orderFilled'
        ? [`${event.clientOrderId} ${formatDecimal(event.price)} × ${formatDecimal(event.quantity)} ${event.liquidity}`]
        : [],
    );
  }

  /** What ended without (further) filling, as `id reason`. */
  ends(): string[] {
    return this.events.flatMap((event) => {
      if (event.type === 'orderClosed') return [`${event.clientOrderId} ${event.status}: ${event.reason}`];
      return event.type === 'orderRejected' ? [`${event.clientOrderId} rejected: ${event.code}`] : [];
    });
  }

  quotes(): number[] {
    return this.events.flatMap((event) => (event.type === 'quoteSeen' ? [event.bid] : []));
  }

  balances(): Record<string, string> {
    const assets = ['USDT', 'BTC'];
    return Object.fromEntries(assets.map((asset) => [asset, formatDecimal(this.venue.balance(asset))]));
  }
}
