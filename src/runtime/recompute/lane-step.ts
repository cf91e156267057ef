import type { EngineView, LaneView, OrderView } from '../../core/engine/index.ts';
import { type Denial, type OrderRequest, finiteOrNull, formatDecimal } from '../../domain/index.ts';
import type { LaneStep, ToldDifference } from './told.ts';

/** Orders at work before an entry, and whether their cancel had been asked for. */
export type OrdersBefore = ReadonlyMap<string, boolean>;

export function noteOrders(view: EngineView): OrdersBefore {
  return new Map(
    view.orders.working.map(({ request, isCancelRequested }) => [request.clientOrderId, isCancelRequested]),
  );
}

/** What an entry did for a lane, read off the state after it. */
export function stepOf(
  view: EngineView,
  lane: LaneView,
  { before, denials }: { readonly before: OrdersBefore; readonly denials: readonly Denial[] },
): LaneStep {
  const { base } = view.market(lane.instrument).instrument;
  const { goal } = lane.orders;
  const own = view.orders.working.filter(({ request }) => request.lane === lane.id);
  return {
    orders: own
      .filter(({ request }) => !before.has(request.clientOrderId))
      .map((order) => orderText(order.request, base)),
    canceled: own.filter((order) => isCanceledNow(order, before)).map(({ request }) => request.clientOrderId),
    goal: goal === undefined ? null : `${formatDecimal(goal.quantity)} ${base} left (${goal.purpose})`,
    stopPrice: finiteOrNull(lane.guard.stopPrice),
    targetPrice: finiteOrNull(lane.guard.targetPrice),
    denials,
    isStopped: lane.isStopped,
  };
}

function isCanceledNow({ request, isCancelRequested }: OrderView, before: OrdersBefore): boolean {
  return isCancelRequested && before.get(request.clientOrderId) === false;
}

function orderText(order: OrderRequest, base: string): string {
  const { side, purpose, quantity, type, price, timeInForce, level } = order;
  const at = type === 'market' ? 'at market' : `at ${price === undefined ? '?' : formatDecimal(price)} ${timeInForce}`;
  return `${side} ${formatDecimal(quantity)} ${base} ${at} (${purpose})${level === undefined ? '' : ` for level ${level}`}`;
}

/** What two versions did otherwise; words do not count. */
export function differencesOf(recorded: LaneStep, recomputed: LaneStep): ToldDifference[] {
  const texts = [textsOf(recorded), textsOf(recomputed)] as const;
  return (Object.keys(texts[0]) as ToldDifference['what'][]).flatMap((what) => {
    const [then, now] = [texts[0][what], texts[1][what]];
    return then === now ? [] : [{ what, recorded: then, recomputed: now }];
  });
}

function textsOf(step: LaneStep): Readonly<Record<ToldDifference['what'], string>> {
  const { orders, denials, canceled, goal, stopPrice, targetPrice, isStopped } = step;
  return {
    orders: orders.join(', ') || 'none',
    denials: denials.map(({ rule, code }) => (rule === code ? rule : `${rule} (${code})`)).join(', ') || 'none',
    cancels: canceled.join(', ') || 'none',
    goal: goal ?? 'none',
    stop: levelText(stopPrice),
    target: levelText(targetPrice),
    strategy: isStopped ? 'stopped' : 'runs',
  };
}

function levelText(price: number | null): string {
  return price === null ? 'none' : String(price);
}
