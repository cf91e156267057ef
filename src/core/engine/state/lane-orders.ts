import type { EnterLong } from '../../strategies/api/define.ts';
import { type Goal, isTighter } from './goal.ts';
import type { TrackedOrder } from './tracked-order.ts';

/** The orders that one lane has at work, what they are for, and what is still to be sold. */
export class LaneOrders {
  entry: TrackedOrder | undefined;
  exit: TrackedOrder | undefined;
  /** The intent behind `entry`, for the case that it never reached the venue. */
  entryIntent: EnterLong | undefined;
  /** Kept until the position is there and no order of the lane is at work. */
  goal: Goal | undefined;
  /** Orders and denials in a row that brought the goal no nearer. */
  failures = 0;
  /** The goal is not tried again before. */
  nextTryMs = Number.NEGATIVE_INFINITY;
  /** When the goal was first wished; slices of an exit widen with the time since. */
  goalSinceMs = Number.NaN;
  /** No further slice is sold before. */
  nextSliceMs = Number.NEGATIVE_INFINITY;

  entrySent(order: TrackedOrder, intent: EnterLong): void {
    this.entry = order;
    this.entryIntent = intent;
  }

  exitSent(order: TrackedOrder): void {
    this.exit = order;
  }

  entryEnded(): void {
    this.entry = undefined;
  }

  exitEnded(): void {
    this.exit = undefined;
  }

  /** A wish replaces the goal where it tightens it, and is then tried at once. */
  wish(goal: Goal, nowMs: number): void {
    if (!isTighter(goal, this.goal)) return;
    if (this.goal === undefined) this.goalSinceMs = nowMs;
    this.goal = goal;
    this.goalNearer();
  }

  goalMet(): void {
    this.goal = undefined;
    this.nextSliceMs = Number.NEGATIVE_INFINITY;
    this.goalNearer();
  }

  /** Something was sold, or what stood in the way has changed: the next try need not wait. */
  goalNearer(): void {
    this.failures = 0;
    this.nextTryMs = Number.NEGATIVE_INFINITY;
  }

  /** A slice has ended: the next one waits for the book to fill up again. */
  sliceEnded(nextSliceMs: number): void {
    this.nextSliceMs = nextSliceMs;
  }

  goalFailed(nextTryMs: number): void {
    this.failures += 1;
    this.nextTryMs = nextTryMs;
  }
}
