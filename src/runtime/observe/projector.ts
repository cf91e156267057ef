import type { EngineObserver, LaneView, OrderView, ProtectiveOrderView } from '../../core/engine/index.ts';
import {
  type Denial,
  type Decision,
  type FillBooking,
  type Notify,
  type OrderFilled,
  type Price,
  type Quantity,
  type RoundTrip,
  divide,
  executionTimeMs,
} from '../../domain/index.ts';
import type { OrderRow, PositionRow, ProjectionWriter, ProtectiveOrderRow } from '../../ports/index.ts';
import type { EntryCursor } from '../writer/entry-cursor.ts';

/** Turns what the engine did with an entry into rows; the same rows when the entry is applied again on recovery. */
export function createProjector(writer: ProjectionWriter, cursor: EntryCursor): EngineObserver {
  return {
    runBegan: ({ instruments }) => {
      for (const instrument of instruments) writer.instrumentChanged(cursor.sequence, instrument);
    },
    instrumentChanged: (instrument) => writer.instrumentChanged(cursor.sequence, instrument),
    orderChanged: (order) => writer.orderChanged(cursor.sequence, orderRow(order)),
    fillBooked: (fill, booking, order) =>
      writer.fillBooked(cursor.sequence, fillRow(fill, booking, order, executionTimeMs(fill, cursor.timeMs))),
    positionChanged: (lane) => {
      const row = positionRow(lane, cursor.timeMs);
      if (row) writer.positionChanged(cursor.sequence, row);
    },
    protectionChanged: (order) => writer.protectionChanged(cursor.sequence, protectiveRow(order)),
    roundTripClosed: (lane: LaneView, trip: RoundTrip, exit: OrderView | undefined) =>
      writer.roundTripClosed(cursor.sequence, {
        ...trip,
        strategy: lane.name,
        exitReason: exit?.request.reason ?? 'dust',
      }),
    decisionMade: (lane, decision) => writer.decisionMade(cursor.sequence, decisionRow(lane, decision, cursor.timeMs)),
    entryDenied: (lane: LaneView, denials: readonly Denial[]) =>
      writer.entryDenied(cursor.sequence, {
        decisionId: lane.decisionId,
        lane: lane.id,
        instrument: lane.instrument,
        timeMs: cursor.timeMs,
        blocks: denials,
      }),
    fundsMoved: (flow) => writer.fundsMoved(cursor.sequence, { timeMs: cursor.timeMs, ...flow }),
    noticeRaised: ({ level, code, message }: Notify) =>
      writer.noticeRaised(cursor.sequence, { timeMs: cursor.timeMs, level, code, message }),
  };
}

function orderRow(order: OrderView): OrderRow {
  const { request, status, filledQuantity, filledNotional, createdMs, updatedMs, venueOrderId, lastReason, firedBy } =
    order;
  return {
    request,
    status,
    filledQuantity: filledQuantity as Quantity,
    averagePrice: filledQuantity > 0n ? (divide(filledNotional, filledQuantity, 'halfEven') as Price) : undefined,
    createdTimeMs: createdMs,
    updatedTimeMs: updatedMs,
    venueOrderId,
    lastReason,
    firedBy,
  };
}

function protectiveRow(order: ProtectiveOrderView): ProtectiveOrderRow {
  const { clientOrderId, lane, instrument, role, status, firedOrderId, trigger, createdMs, updatedMs } = order;
  return {
    clientOrderId,
    lane,
    instrument,
    role,
    triggerPrice: trigger.price,
    rule: trigger.rule,
    quantity: trigger.quantity as Quantity,
    status,
    firedOrderId,
    createdTimeMs: createdMs,
    updatedTimeMs: updatedMs,
  };
}

function fillRow(fill: OrderFilled, booking: FillBooking, order: OrderView, timeMs: number) {
  const { tradeId, clientOrderId, price, quantity, fee, feeAsset, liquidity } = fill;
  const { instrument, lane, side } = order.request;
  const realizedPnl = side === 'sell' ? booking.realizedPnl : undefined;
  return {
    venue: order.venue,
    tradeId,
    instrument,
    clientOrderId,
    lane,
    side,
    price,
    quantity,
    fee,
    feeAsset,
    liquidity,
    realizedPnl,
    timeMs,
  };
}

/** The row of the lane's position; once flat, the row of the position that just ended. */
function positionRow(lane: LaneView, timeMs: number): PositionRow | undefined {
  const { guard } = lane;
  const held = lane.holding.exact;
  if (!held) return undefined;
  const isOpen = lane.position !== undefined;
  return {
    lane: lane.id,
    strategy: lane.name,
    instrument: lane.instrument,
    quantity: isOpen ? held.quantity : (0n as Quantity),
    entryPrice: held.averageEntryPrice,
    stopPrice: Number.isNaN(guard.stopPrice) ? undefined : guard.stopPrice,
    targetPrice: Number.isNaN(guard.targetPrice) ? undefined : guard.targetPrice,
    openedTimeMs: held.entryTimeMs,
    updatedTimeMs: timeMs,
    closedTimeMs: isOpen ? undefined : timeMs,
  };
}

function decisionRow(lane: LaneView, decision: Decision, timeMs: number) {
  const { id, action, reason, score, scoreBlended, confidence, regime, explain } = decision;
  return {
    id,
    lane: lane.id,
    strategy: lane.name,
    instrument: lane.instrument,
    timeMs,
    candleOpenTimeMs: lane.candleOpenTimeMs,
    action,
    reason,
    score,
    scoreBlended,
    confidence,
    regime,
    explain,
  };
}
