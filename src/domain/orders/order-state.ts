/** The life of an order as a table: what each report makes of each status. */
import type { OrderStatus } from './order.ts';

/**
 * What is reported about an order. `partiallyFilled` and `filled` say what a fill has left of it: `filled` when the
 * fills together reach its quantity.
 */
export type OrderTransition =
  | 'accepted'
  | 'rejected'
  | 'unknown'
  | 'absent'
  | 'partiallyFilled'
  | 'filled'
  | 'canceled'
  | 'expired';

/**
 * `ignored`: late, repeated or no news; the status stays, and a fill is booked nevertheless.
 * `illegal`: the venue says two things that cannot both be true; a fill is booked, and nothing more is opened.
 */
export type OrderAdvance = OrderStatus | 'ignored' | 'illegal';

type Row = Readonly<Record<OrderTransition, OrderAdvance>>;

/** Nothing is known yet, so anything may be learned; a fill proves acceptance. */
const UNANSWERED: Row = {
  accepted: 'open',
  rejected: 'rejected',
  unknown: 'unknown',
  absent: 'failed',
  partiallyFilled: 'partiallyFilled',
  filled: 'filled',
  canceled: 'canceled',
  expired: 'expired',
};

/** The order exists: proofs that it never did contradict that, and an answer that got lost does not matter. */
const WORKING: Row = {
  accepted: 'ignored',
  rejected: 'illegal',
  unknown: 'ignored',
  absent: 'illegal',
  partiallyFilled: 'partiallyFilled',
  filled: 'filled',
  canceled: 'canceled',
  expired: 'expired',
};

/** Late fills are real; only the last missing one changes the status. Some venues answer the same end as a rejection. */
const ENDED: Row = {
  accepted: 'ignored',
  rejected: 'ignored',
  unknown: 'ignored',
  absent: 'ignored',
  partiallyFilled: 'ignored',
  filled: 'filled',
  canceled: 'ignored',
  expired: 'ignored',
};

const TABLE: Readonly<Record<OrderStatus, Row>> = {
  intended: UNANSWERED,
  submitted: UNANSWERED,
  unknown: { ...UNANSWERED, unknown: 'ignored' },
  open: WORKING,
  partiallyFilled: WORKING,
  canceled: ENDED,
  expired: ENDED,
  // Whole already: any further fill is more than was asked for.
  filled: { ...ENDED, rejected: 'illegal', absent: 'illegal', partiallyFilled: 'illegal', filled: 'illegal' },
  rejected: { ...ENDED, accepted: 'illegal', partiallyFilled: 'illegal', filled: 'illegal' },
  // Proven never to have existed, so that any sign of it breaks the proof.
  failed: {
    ...ENDED,
    accepted: 'illegal',
    partiallyFilled: 'illegal',
    filled: 'illegal',
    canceled: 'illegal',
    expired: 'illegal',
  },
};

/** What `transition` makes of an order in `status`. */
export function advanceOrder(status: OrderStatus, transition: OrderTransition): OrderAdvance {
  return TABLE[status][transition];
}
