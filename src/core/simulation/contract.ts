/** What the simulated venue is configured with and how it is driven. */
import type { ArmExit } from '../../domain/orders/commands.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { EngineEvent } from '../../domain/events/events.ts';
import type { Instrument, InstrumentId } from '../../domain/market/instrument.ts';
import type { OrderRequest, OrderStatus } from '../../domain/orders/order.ts';
import type { Candle } from '../../domain/market/candle.ts';
import type { TakingCosts } from '../costs/taking-costs.ts';

export interface SimulationSettings extends TakingCosts {
  /** Largest share of a candle's volume that our orders may take, 0..1; 1 = no limit. */
  readonly maxVolumeShare: number;
  /** Whole candles between decision and arrival at the venue. */
  readonly latencyCandles: number;
  /** Milliseconds on top, within the candle in which an order arrives; needs `intervalMs` in the options. */
  readonly latencyMs: number;
  /** A resting limit order fills when its price is touched; by default price must trade through it. */
  readonly fillsAtTouch?: boolean;
}

export interface SimulatedOrder {
  readonly request: OrderRequest;
  readonly venueOrderId: string;
  status: OrderStatus;
  filledQuantity: Decimal;
}

/**
 * A venue in memory: matching, fees, balances. Reports what happens as engine events through `report`, in order.
 * One candle is driven as `openCandle` → drain → (`stepOpen` → drain)* → (`stepCandle` → drain)* → `closeCandle` → the
 * caller tells the engine that it closed. What `stepOpen` reports belongs to the open's time, so with several markets all
 * of them take it before one of them goes its way. Between `openCandle` and `closeCandle` a market order fills at the
 * price of the moment; outside, at the next open. Candles are mid prices: with a spread, the ask is half of it above and
 * the bid half below, and these are what orders and levels meet.
 */
export interface SimulatedVenue {
  /** No working order and no armed exit: `openCandle` and `stepCandle` may be left out, `closeCandle` may not. */
  readonly isIdle: boolean;
  /** Nothing at work can meet the candle that comes next: it may be left out as well, with whatever is armed. */
  isFarFrom(instrument: InstrumentId, candle: Candle): boolean;
  submit(order: OrderRequest): void;
  cancel(clientOrderId: string): void;
  armExit(levels: ArmExit): void;
  disarmExit(lane: number): void;
  /**
   * The candle's interval begins, of which the open is all that has to be known: what its price alone decides fills.
   * `false` when no order and no level is anywhere near what is known of it.
   */
  openCandle(instrument: InstrumentId, candle: Candle): boolean;
  /**
   * Does one thing more that happens at the open, levels that it went through included; `false` when there is nothing (more).
   * `isWhole` says that close and volume are known: with latency or a share of the volume, nothing happens before.
   */
  stepOpen(instrument: InstrumentId, candle: Candle, isWhole: boolean): boolean;
  /** Walks the candle open → low → high until something is reported; `false` when nothing (more) happens. */
  stepCandle(instrument: InstrumentId, candle: Candle): boolean;
  /** Call it for every candle: the close is the price that the next orders are checked against. */
  closeCandle(instrument: InstrumentId, candle: Candle): void;
  /** After a restart: the last known price, and whether the running candle had got to it already. */
  restoreMoment(instrument: InstrumentId, price: number, isInside: boolean): void;
  /**
   * After a restart and `restoreMoment`: takes an accepted order back as it was, its cancel included where that takes time;
   * reports only if it fills at once.
   */
  restoreOrder(request: OrderRequest, restored: RestoredOrder): void;
  /** The order with this id; of several (the venue never de-duplicates) the one submitted last. */
  findOrder(clientOrderId: string): SimulatedOrder | undefined;
  openOrders(): readonly SimulatedOrder[];
  /** The levels that are being watched for a lane; `undefined` when none are, also after they fired. */
  liveExit(lane: number): LiveExit | undefined;
  fillsOf(clientOrderId: string): readonly EngineEvent[];
  /** A deposit, or with a negative amount a withdrawal, as far as it is free. */
  moveFunds(asset: string, amount: Decimal): void;
  /** Free and locked together. */
  balance(asset: string): Decimal;
  /** What no working order has locked. */
  available(asset: string): Decimal;
}

/** A level that is not guarded is `NaN`. */
export interface LiveExit {
  readonly generation: number;
  readonly stop: number;
  readonly target: number;
}

/** What is known of an order that the venue had accepted before a restart. */
export interface RestoredOrder {
  readonly filledQuantity: Decimal;
  readonly fillCount: number;
  /** Buys: quote that the order still holds, fees included. */
  readonly reserved: Decimal;
  /** Candles of its market that have closed since it was sent, and since its cancel was. */
  readonly candlesSinceSent: number;
  readonly candlesSinceCanceled?: number;
  /** It was sent on the way of the candle that is running: what is at the market trades at the price of the moment. */
  readonly isUnderWay: boolean;
}

export interface SimulatedVenueOptions {
  readonly instruments: readonly Instrument[];
  readonly balances: Readonly<Record<string, Decimal>>;
  readonly settings: SimulationSettings;
  /** Length of the candles the venue is driven with. */
  readonly intervalMs?: number;
  readonly report: (event: EngineEvent) => void;
}
