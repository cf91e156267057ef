/** The bot's notifications: what happened, for whoever wants to tell people. The journal holds what money depends on. */
import type { EngineObserver } from '../../core/engine/index.ts';
import { type Action, type OrderRequest, type Side, isTerminal, toSignal } from '../../domain/index.ts';
import type { EntryCursor } from '../writer/entry-cursor.ts';
import { type BusCounts, EventBus } from './event-bus.ts';
import type { Telemetry } from './telemetry.ts';

export interface BotMessages {
  DecisionEvaluated: {
    readonly decisionId: string;
    readonly symbol: string;
    readonly strategy: string;
    readonly action: Action;
    readonly reason: string;
    readonly blocks: readonly string[];
  };
  OrderExecuted: {
    readonly decisionId: string;
    readonly clientOrderId: string;
    readonly side: Side;
    readonly price: number;
    readonly quantity: number;
    readonly fee: number;
    readonly feeAsset: string;
    /** Net profit in quote of a sale, `undefined` on buys. */
    readonly realizedPnl: number | undefined;
    readonly reason: string;
    readonly timeMs: number;
  };
  OrderFailed: { readonly order: OrderRequest; readonly status: string; readonly reason: string };
  FlowFinished: { readonly items: number; readonly durationMs: number; readonly sequence: number };
}

export type BotBus = EventBus<BotMessages>;

export function createBotBus(maxDeadLetters: number): BotBus {
  return new EventBus<BotMessages>({
    policies: {
      DecisionEvaluated: { strategy: 'keepLatest', capacity: 1024 },
      OrderExecuted: { strategy: 'dropOldest', capacity: 2048 },
      OrderFailed: { strategy: 'dropOldest', capacity: 2048 },
      FlowFinished: { strategy: 'keepLatest', capacity: 1024 },
    },
    maxDeadLetters,
    defer: (deliver) => setImmediate(deliver),
  });
}

/** Publishes what the engine does. Attached after recovery: what was told once is not told again. */
export function createBusObserver(bus: BotBus, cursor: EntryCursor, isLive: () => boolean): EngineObserver {
  return {
    decisionMade: (lane, decision) => {
      if (!isLive()) return;
      const { id: decisionId, action, reason, explain } = decision;
      const blocks = explain.blocks.map((block) => block.message);
      const { symbol } = lane;
      bus.publish('DecisionEvaluated', { decisionId, symbol, strategy: lane.name, action, reason, blocks });
    },
    fillBooked: (fill, booking, { request }) => {
      if (!isLive()) return;
      const { decisionId, clientOrderId, side, reason } = request;
      bus.publish('OrderExecuted', {
        decisionId,
        clientOrderId,
        side,
        price: toSignal(fill.price),
        quantity: toSignal(fill.quantity),
        fee: toSignal(fill.fee),
        feeAsset: fill.feeAsset,
        realizedPnl: side === 'sell' ? toSignal(booking.realizedPnl) : undefined,
        reason,
        timeMs: cursor.timeMs,
      });
    },
    orderChanged: ({ request, status, lastReason }) => {
      if (!isLive() || !isTerminal(status) || status === 'filled' || status === 'canceled') return;
      bus.publish('OrderFailed', { order: request, status, reason: lastReason });
    },
  };
}

/** Brings the bus counters of `telemetry` up to date; counters only grow, so the difference is added. */
export function createBusSampler(bus: BotBus, telemetry: Telemetry): () => void {
  const before = new Map<string, BusCounts>();
  return () => {
    for (const type of bus.types()) {
      const counts = bus.counts(type);
      const last = before.get(type) ?? { enqueued: 0, delivered: 0, dropped: 0, deadLettered: 0 };
      telemetry.count(
        'bus_enqueued_total',
        { type, strategy: bus.policy(type).strategy },
        counts.enqueued - last.enqueued,
      );
      telemetry.count('bus_delivered_total', { type }, counts.delivered - last.delivered);
      telemetry.count('bus_dropped_total', { type }, counts.dropped - last.dropped);
      telemetry.count('events_dead_letter_total', { type }, counts.deadLettered - last.deadLettered);
      before.set(type, { ...counts });
    }
    telemetry.set('bus_dlq_total', {}, bus.deadLetters.length);
  };
}
