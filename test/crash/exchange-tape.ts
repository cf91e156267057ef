/** What the exchange saw and did, written down at its door: the only witness that the oracle believes. */
import type { EngineEvent, OrderFilled, OrderRequest } from '../../src/domain/index.ts';

export interface TapedFill {
  readonly fill: OrderFilled;
  readonly order: OrderRequest;
}

export class ExchangeTape {
  /** Every order that reached the exchange, in order, refused ones included. */
  readonly submitted: OrderRequest[] = [];
  readonly fills: TapedFill[] = [];
  /** Prices at which a watched level was crossed. */
  readonly crossings: number[] = [];
  /** Base that each lane's fills left it with; kept up to date, because it is asked for after every interval. */
  readonly ownedByLane = new Map<number, bigint>();
  readonly #baseOf: (instrument: number) => string | undefined;
  readonly #orders = new Map<string, OrderRequest>();

  constructor(baseOf: (instrument: number) => string | undefined) {
    this.#baseOf = baseOf;
  }

  submit(order: OrderRequest): void {
    this.submitted.push(order);
    this.#orders.set(order.clientOrderId, order);
  }

  report(event: EngineEvent): void {
    if (event.type === 'quoteSeen') this.crossings.push(event.bid);
    if (event.type !== 'orderFilled') return;
    const order = this.#orders.get(event.clientOrderId);
    if (!order) return;
    this.fills.push({ fill: event, order });
    const owned = this.ownedByLane.get(order.lane) ?? 0n;
    this.ownedByLane.set(order.lane, owned + baseFlow(event, order, this.#baseOf(order.instrument) ?? ''));
  }
}

/** What a fill does to our balance of the base asset. */
export function baseFlow(fill: OrderFilled, order: OrderRequest, base: string): bigint {
  const quantity: bigint = fill.quantity;
  const moved = order.side === 'buy' ? quantity : -quantity;
  return moved - (fill.feeAsset === base ? fill.fee : 0n);
}
