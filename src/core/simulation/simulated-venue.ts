import { AssertionFailure } from '../../domain/assert.ts';
import type { ArmExit } from '../../domain/orders/commands.ts';
import type { Candle } from '../../domain/market/candle.ts';
import { type Decimal, maximum } from '../../domain/decimal.ts';
import type { EngineEvent } from '../../domain/events/events.ts';
import type { InstrumentId } from '../../domain/market/instrument.ts';
import type { OrderRequest } from '../../domain/orders/order.ts';
import { refusalOf } from './acceptance.ts';
import { arrive } from './arrivals.ts';
import { restoreCancel, sendCancel } from './cancels.ts';
import { approach, hasOrders, isUntouched, matchAtOpen, openOn, walkOn } from './candle-path.ts';
import type { LiveExit, RestoredOrder, SimulatedOrder, SimulatedVenue, SimulatedVenueOptions } from './contract.ts';
import { armLevels, disarmLevels } from './exit-guards.ts';
import { isWorking } from './fills.ts';
import { createVenueState } from './create-state.ts';
import { canTradeNow, takeBack, takeOn } from './order-intake.ts';
import { restOrder } from './order-book.ts';
import { STAGE, type Market, type VenueState, type WorkingOrder, tell } from './state.ts';

/** A venue in memory, see `SimulatedVenue` for how it is driven. */
export function createSimulatedVenue(options: SimulatedVenueOptions): SimulatedVenue {
  return new InMemoryVenue(createVenueState(options));
}

class InMemoryVenue implements SimulatedVenue {
  readonly #state: VenueState;

  constructor(state: VenueState) {
    this.#state = state;
  }

  get isIdle(): boolean {
    return this.#state.activity === 0;
  }

  isFarFrom(instrument: InstrumentId, candle: Candle): boolean {
    return isUntouched(this.#market(instrument), candle);
  }

  submit(request: OrderRequest): void {
    const state = this.#state;
    const { clientOrderId } = request;
    const market = this.#market(request.instrument);
    const refusal = refusalOf(state.settings, market, request);
    if (refusal) {
      tell(state, { type: 'orderRejected', clientOrderId, ...refusal });
      return;
    }
    const order = takeOn(state, market, request);
    this.#admit(market, order);
  }

  cancel(clientOrderId: string): void {
    const state = this.#state;
    for (let order = state.orders.get(clientOrderId); order; order = order.previous) {
      if (isWorking(order)) sendCancel(state, order);
    }
  }

  armExit(levels: ArmExit): void {
    armLevels(this.#state, this.#market(levels.instrument), levels);
  }

  disarmExit(lane: number): void {
    disarmLevels(this.#state, lane);
  }

  openCandle(instrument: InstrumentId, candle: Candle): boolean {
    const market = this.#market(instrument);
    market.moment = candle.open;
    market.isInside = true;
    market.stage = STAGE.arrivals;
    market.openTimeMs = candle.openTimeMs;
    market.candleCount += 1;
    // Left out for speed: the stage stays at the arrivals, and the next step looks at them when it has to.
    if (market.activity === 0 || isUntouched(market, candle)) return false;
    if (!hasOrders(market)) return true;
    approach(market);
    if (!this.#state.needsWholeCandle) matchAtOpen(this.#state, market, candle);
    return true;
  }

  stepOpen(instrument: InstrumentId, candle: Candle, isWhole: boolean): boolean {
    const market = this.#market(instrument);
    if (market.activity === 0 || !market.isInside || market.stage > STAGE.gaps) return false;
    if (isUntouched(market, candle)) return false;
    return openOn(this.#state, market, candle, isWhole);
  }

  stepCandle(instrument: InstrumentId, candle: Candle): boolean {
    const market = this.#market(instrument);
    if (market.activity === 0 || !market.isInside || isUntouched(market, candle)) return false;
    return walkOn(this.#state, market, candle);
  }

  closeCandle(instrument: InstrumentId, candle: Candle): void {
    const market = this.#market(instrument);
    market.moment = candle.close;
    market.isInside = false;
  }

  restoreMoment(instrument: InstrumentId, price: number, isInside: boolean): void {
    const market = this.#market(instrument);
    market.moment = price;
    market.isInside = isInside;
    market.close = Number.NaN;
    // Volume and close of that candle are not known (any more): what needs them waits until it is told again.
    market.stage = this.#state.needsWholeCandle ? STAGE.arrivals : STAGE.down;
  }

  restoreOrder(request: OrderRequest, restored: RestoredOrder): void {
    const market = this.#market(request.instrument);
    const order = takeBack(this.#state, market, request, restored);
    const hasRested = restored.candlesSinceSent > this.#state.settings.latencyCandles && request.type === 'limit';
    if (hasRested) restOrder(order, 0);
    else this.#admit(market, order);
    restoreCancel(this.#state, order, restored.candlesSinceCanceled);
  }

  findOrder(clientOrderId: string): SimulatedOrder | undefined {
    return this.#state.orders.get(clientOrderId);
  }

  openOrders(): readonly SimulatedOrder[] {
    const open: WorkingOrder[] = [];
    for (const market of this.#state.markets) if (market) open.push(...market.pending, ...market.bids, ...market.asks);
    return open.sort((a, b) => a.sequence - b.sequence);
  }

  liveExit(lane: number): LiveExit | undefined {
    const exit = this.#state.lanes.get(lane);
    return exit?.isLive ? exit : undefined;
  }

  fillsOf(clientOrderId: string): readonly EngineEvent[] {
    return this.#state.orders.get(clientOrderId)?.fills ?? [];
  }

  balance(asset: string): Decimal {
    return this.#state.balances.total(asset);
  }

  available(asset: string): Decimal {
    return this.#state.balances.available(asset);
  }

  moveFunds(asset: string, amount: Decimal): void {
    const balance = this.#state.balances.of(asset);
    // What the books could not take may be missing here: nobody goes below nothing.
    balance.free = maximum(balance.free + amount, 0n);
  }

  #admit(market: Market, order: WorkingOrder): void {
    const state = this.#state;
    const isNow = order.hasArrived && canTradeNow(state, market);
    if (isNow) arrive(state, order, Number.isNaN(order.sentAt) ? market.moment : order.sentAt);
    // A market order that the candle's volume does not fill goes on at the next open; a limit order rests by itself.
    if (!isNow || (order.request.type === 'market' && isWorking(order))) market.pending.push(order);
  }

  #market(instrument: InstrumentId): Market {
    return this.#state.markets[instrument] ?? unknownInstrument(instrument);
  }
}

function unknownInstrument(instrument: InstrumentId): never {
  throw new AssertionFailure(`an instrument must be known to the venue, value was ${instrument}`);
}
