/** Why the venue would refuse an order. A client order id that is known already is no reason: it never de-duplicates. */
import { ONE } from '../../domain/decimal.ts';
import { type OrderShapeProblem, orderShapeProblems } from '../../domain/market/instrument.ts';
import type { OrderRequest } from '../../domain/orders/order.ts';
import { type Price, fromSignal } from '../../domain/units.ts';
import { wouldTake } from './arrivals.ts';
import type { SimulationSettings } from './contract.ts';
import { worstCost } from './fees.ts';
import { meetingOf } from './price-model.ts';
import type { Market } from './state.ts';

type RefusalCode =
  | 'halted'
  | 'exitOnly'
  | 'minQuantity'
  | 'maxQuantity'
  | 'precision'
  | 'minNotional'
  | 'priceBand'
  | 'postOnlyWouldTake'
  | 'balance';

interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}

const SHAPE_CODES: Readonly<Record<OrderShapeProblem['code'], RefusalCode>> = {
  quantityTooSmall: 'minQuantity',
  quantityTooLarge: 'maxQuantity',
  offStep: 'precision',
  offTick: 'precision',
  notionalTooSmall: 'minNotional',
  outsidePriceBand: 'priceBand',
};

/** The first rule that the order breaks, judged at the price of the moment. */
export function refusalOf(settings: SimulationSettings, market: Market, request: OrderRequest): Refusal | undefined {
  const { instrument, moment } = market;
  if (instrument.status === 'halted') return refuse('halted', `${instrument.symbol} is halted`);
  if (instrument.status === 'exitOnly' && request.side === 'buy') {
    return refuse('exitOnly', `${instrument.symbol} takes sells only`);
  }
  return shapeRefusal(market, request) ?? postOnlyRefusal(settings, request, moment) ?? balanceRefusal(market, request);
}

/** Rules that need a market price are left out before the first candle, when there is none. */
function shapeRefusal(market: Market, request: OrderRequest): Refusal | undefined {
  const { instrument, moment } = market;
  const isLimit = request.type === 'limit';
  if (isLimit && !(request.price !== undefined && request.price > 0n)) {
    return refuse('precision', `a limit order must have a price above 0, value was ${request.price}`);
  }
  const seen = moment > 0 ? (fromSignal(moment) as Price) : undefined;
  const price = request.price ?? seen ?? (ONE as Price);
  const shape = { quantity: request.quantity, price, isLimit, referencePrice: seen ?? price };
  for (const problem of orderShapeProblems(instrument, shape)) {
    if (problem.code === 'notionalTooSmall' && !isLimit && !seen) continue;
    return refuse(SHAPE_CODES[problem.code], `${problem.code}: limit ${problem.limit}, value ${problem.value}`);
  }
  const { budget } = request;
  if (budget === undefined || budget >= instrument.minNotional) return undefined;
  return refuse('minNotional', `a budget must be at least ${instrument.minNotional}, value was ${budget}`);
}

function postOnlyRefusal(settings: SimulationSettings, request: OrderRequest, moment: number): Refusal | undefined {
  if (request.timeInForce !== 'postOnly') return undefined;
  const takes = request.type === 'market' || wouldTake(request.side === 'buy', meetingOf(settings, request), moment);
  return takes ? refuse('postOnlyWouldTake', `a maker-only order would trade at once at ${moment}`) : undefined;
}

function balanceRefusal(market: Market, request: OrderRequest): Refusal | undefined {
  const needed = neededFor(market, request);
  const balance = request.side === 'buy' ? market.quote : market.base;
  if (needed <= balance.free) return undefined;
  return refuse('balance', `${balance.asset} needed ${needed}, free ${balance.free}`);
}

/** What the order must find free: base of sells, worst cost of limit buys, budget or estimate of market buys. */
function neededFor(market: Market, request: OrderRequest): bigint {
  if (request.side === 'sell') return request.quantity;
  if (request.type === 'limit') return worstCost(market.instrument, request.price ?? (0n as Price), request.quantity);
  if (request.budget !== undefined) return request.budget;
  return market.moment > 0 ? worstCost(market.instrument, fromSignal(market.moment) as Price, request.quantity) : 1n;
}

/** What the order locks while it works; a market buy without a budget is judged when it fills. */
export function lockFor(market: Market, request: OrderRequest): bigint {
  return request.side === 'buy' && request.type === 'market' ? (request.budget ?? 0n) : neededFor(market, request);
}

function refuse(code: RefusalCode, message: string): Refusal {
  return { code, message };
}
