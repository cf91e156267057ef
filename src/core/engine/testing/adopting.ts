/** Tables as an engine would have left them, and an engine that takes them over. */
import type { EngineView } from '../index.ts';
import { type AdoptedTables, Engine } from '../index.ts';
import type { Portfolio } from '../state/portfolio.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import type { ToldEngine } from './told-engine.ts';

export type Trip = AdoptedTables['trips'][number];

/** What tables hold of the run, as its engine left it. */
export function tablesOf(told: ToldEngine, trips: readonly Trip[]): AdoptedTables {
  const { view } = told.engine;
  const orders = [...told.submitted.keys()].flatMap((id) => view.orders.find(id) ?? []);
  const seen = new Set<string>();
  const fills = told.entries.flatMap(({ event }) => {
    const order = event.type === 'orderFilled' && view.orders.find(event.clientOrderId);
    if (!order || seen.has(event.tradeId)) return [];
    seen.add(event.tradeId);
    return [{ ...event, ...pick(order.request) }];
  });
  return {
    // In any order: their numbers say which came first.
    orders: new Map(
      orders.toReversed().map((order) => {
        const { request, status, createdMs: createdTimeMs, updatedMs: updatedTimeMs } = order;
        const { venueOrderId, lastReason, firedBy } = order;
        const told = { request, status, createdTimeMs, updatedTimeMs, venueOrderId, lastReason, firedBy };
        return [request.clientOrderId, told];
      }),
    ),
    fills: Map.groupBy(fills, ({ clientOrderId }) => clientOrderId),
    positions: view.lanes.flatMap(({ id: lane, position, holding: { exact }, guard }) =>
      position && exact ? [{ lane, quantity: exact.quantity, ...levelsOf(guard), updatedTimeMs: view.nowMs }] : [],
    ),
    protective: [...view.orders.protective].map(({ clientOrderId, lane, role, trigger, status, createdMs }) => ({
      clientOrderId,
      lane,
      role,
      triggerPrice: trigger.price,
      rule: trigger.rule,
      quantity: trigger.quantity as never,
      status,
      createdTimeMs: createdMs,
    })),
    trips,
    flows: told.entries.flatMap(({ timeMs, event }) => {
      const isMoved =
        event.type === 'operatorActed' && event.action.kind === 'moveFunds' && !event.key.includes('refused');
      return isMoved && event.action.kind === 'moveFunds' ? [{ timeMs, ...event.action }] : [];
    }),
  };
}

function pick({ instrument, lane, side }: { instrument: number; lane: number; side: 'buy' | 'sell' }) {
  return { instrument, lane, side };
}

function levelsOf({ stopPrice, targetPrice }: { stopPrice: number; targetPrice: number }) {
  return {
    stopPrice: stopPrice > 0 ? stopPrice : undefined,
    targetPrice: targetPrice > 0 ? targetPrice : undefined,
  };
}

export function held(view: EngineView, told: ToldEngine): unknown {
  const { ledger, lanes, orders, control, markets, nowMs } = view;
  const portfolio = view.portfolio as Portfolio;
  const ordersOf = ({ submitted }: ToldEngine) =>
    [...submitted.keys()].flatMap((id) => (orders.find(id) as TrackedOrder | undefined) ?? []);
  return {
    ledger: ledger.snapshot(),
    lanes: lanes.map(({ position, guard, orders: own }) => [
      position,
      levelsOf(guard),
      own.entry?.request.clientOrderId,
      own.exit?.request.clientOrderId,
      own.stop?.clientOrderId,
      own.target?.clientOrderId,
      own.goal && [own.goal.quantity, own.goal.purpose],
    ]),
    working: orders.working.map(({ request }) => request.clientOrderId),
    orders: ordersOf(told).map((order) => [
      order.request.clientOrderId,
      order.status,
      order.filledQuantity,
      order.filledNotional,
      order.fillCount,
      order.venueOrderId,
      Number.isNaN(order.arrivedMs),
      order.sentAfterMs,
      order.lastReason,
      order.firedBy,
      // A size is less than its budget by what is no whole step: the books of a limit tell the size alone.
      order.isWorking && order.request.price !== undefined ? undefined : order.reserved,
    ]),
    sent: [portfolio.ordersLastHour(nowMs), portfolio.ordersLastMinute(nowMs)],
    lastExits: markets.map(({ instrument: { id } }) => portfolio.lastExitMsOf(id)),
    protective: [...orders.protective].map(({ clientOrderId, status, trigger }) => [
      clientOrderId,
      status,
      trigger.price,
    ]),
    account: [portfolio.equity, portfolio.cash, portfolio.peakEquity, portfolio.consecutiveLosses],
    isStorageWritable: control.isStorageWritable,
  };
}

/** A second engine of the same settings, that has taken the run over from its tables. */
export function takenOver(told: ToldEngine, tables: AdoptedTables): Engine {
  const other = new Engine(told.settings);
  const adoption = other.adopt(told.run, tables);
  for (const entry of told.entries.slice(1)) adoption.take(entry);
  adoption.finish();
  return other;
}
