/** What is wrong with orders that a strategy wishes to rest. */
import type { Rest, RestingOrder } from '../../strategies/api/index.ts';
import { show } from './show.ts';

const LEVEL = /^[\w.-]{1,20}$/;
const TIMES_IN_FORCE: ReadonlySet<unknown> = new Set([undefined, 'gtc', 'postOnly']);
const PRICES = ['stopPrice', 'targetPrice'] as const;

/** Names the first one that cannot be acted on, and what would be right. */
export function restProblem({ orders }: Rest): string | undefined {
  if (!Array.isArray(orders)) return `rest needs a list of orders, value was ${show(orders)}`;
  const seen = new Set<string>();
  for (const order of orders as readonly RestingOrder[]) {
    const problem = orderProblem(order);
    if (problem !== undefined) return problem;
    if (seen.has(order.level)) return `a level has one order, ${show(order.level)} was stated twice`;
    seen.add(order.level);
  }
  return undefined;
}

function orderProblem(order: RestingOrder): string | undefined {
  if (typeof order !== 'object' || order === null) return `an order that rests is an object, value was ${show(order)}`;
  const { level, side, price, quantity, quote, lot, timeInForce } = order;
  if (typeof level !== 'string' || !LEVEL.test(level)) {
    return `level must be 1 to 20 letters, digits, ".", "_" or "-", value was ${show(level)}`;
  }
  if (side !== 'buy' && side !== 'sell') return `level ${level}: side must be buy or sell, value was ${show(side)}`;
  if (!isAmount(price)) return `level ${level}: price must be a positive price, value was ${show(price)}`;
  for (const name of ['quantity', 'quote', ...PRICES] as const) {
    if (order[name] !== undefined && !isAmount(order[name])) {
      return `level ${level}: ${name} must be above 0, value was ${show(order[name])}`;
    }
  }
  if (!TIMES_IN_FORCE.has(timeInForce)) {
    return `level ${level}: timeInForce must be gtc or postOnly, value was ${show(timeInForce)}`;
  }
  if (lot !== undefined && (typeof lot !== 'string' || !LEVEL.test(lot))) {
    return `level ${level}: lot must be the name of a level, value was ${show(lot)}`;
  }
  if (side === 'buy') {
    if ((quantity === undefined) === (quote === undefined))
      return `level ${level}: a buy needs quantity or quote, one of them`;
    return lot === undefined ? undefined : `level ${level}: a buy makes a lot, it takes none; lot is for sales`;
  }
  if (quote !== undefined) return `level ${level}: quote is for buys; a sale has a quantity, or sells its lot`;
  return quantity === undefined && lot === undefined ? `level ${level}: a sale needs quantity or lot` : undefined;
}

function isAmount(value: unknown): boolean {
  return Number.isFinite(value) && (value as number) > 0;
}
