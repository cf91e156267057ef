import type { EngineView } from '../../core/engine/index.ts';
import { type OrderAbsent, type OrderClosed, type OrderRequest, letsPass } from '../../domain/index.ts';

/**
 * Asked about each order at the last moment before it leaves, its intent durable: `undefined` lets it go, an event says
 * what becomes of it instead. That is our own word and never a rejection, which only a venue can speak.
 */
export type LastLook = (order: OrderRequest, waitedMs: number) => OrderAbsent | OrderClosed | undefined;

/**
 * An entry that waited longer for its intent to be durable was decided on another market than it would meet. As long as
 * a pause of the process may be before its data counts as old.
 */
const ENTRY_MAX_WAIT_MS = 5000;

/**
 * Only operators are heard while an order waits, so what they can change is looked at once more, and how long it took. A
 * limit cannot have been reached meanwhile: neither prices nor fills were told. An order proven never to have left is
 * made again by the engine where its decision still stands and risk lets it.
 */
export function createLastLook(view: () => EngineView): LastLook {
  return (order, waitedMs) => {
    const { clientOrderId, purpose } = order;
    const { control, orders, nowMs } = view();
    const state = control.tradingState;
    if (!letsPass(state, order)) return neverSent(clientOrderId, `trading is ${state}`);
    // Whatever else has happened, an exit shrinks what is at risk.
    if (purpose !== 'entry') return undefined;
    if (nowMs < control.entriesHeldUntilMs) return neverSent(clientOrderId, 'entries are held until the next UTC day');
    if (orders.find(clientOrderId)?.isCancelRequested === true) {
      return { type: 'orderClosed', clientOrderId, status: 'canceled', reason: 'not sent: canceled before it left' };
    }
    if (waitedMs <= ENTRY_MAX_WAIT_MS) return undefined;
    const reason = `not sent: its intent was durable only after ${Math.round(waitedMs / 1000)} s, at most ${ENTRY_MAX_WAIT_MS / 1000} s are allowed`;
    return { type: 'orderClosed', clientOrderId, status: 'expired', reason };
  };
}

function neverSent(clientOrderId: string, why: string): OrderAbsent {
  return { type: 'orderAbsent', clientOrderId, evidence: `not sent: ${why}` };
}
