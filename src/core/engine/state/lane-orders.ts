import type { EnterLong } from '../../strategies/api/define.ts';
import type { TrackedOrder } from './tracked-order.ts';

/** The orders that one lane has at work, what they are for, and what is still to be sold. */
export class LaneOrders {
  entry: TrackedOrder | undefined;
  exit: TrackedOrder | undefined;
  /** The intent behind `entry`, for the case that it never reached the venue. */
  entryIntent: EnterLong | undefined;
  /** Part of the position that `exit` is to sell, all of it when absent; for the same case. */
  exitShare: number | undefined;
  /** Set when an exit ended without selling all: tried again with the next candle or timer. */
  pendingExitReason = '';

  entrySent(order: TrackedOrder, intent: EnterLong): void {
    this.entry = order;
    this.entryIntent = intent;
  }

  exitSent(order: TrackedOrder, share: number | undefined): void {
    this.exit = order;
    this.exitShare = share;
    this.pendingExitReason = '';
  }

  entryEnded(): void {
    this.entry = undefined;
  }

  exitEnded(): void {
    this.exit = undefined;
  }

  /** The exit must not be forgotten. */
  retryExit(reason: string): void {
    this.pendingExitReason = reason;
  }

  nothingToSell(): void {
    this.pendingExitReason = '';
  }
}
