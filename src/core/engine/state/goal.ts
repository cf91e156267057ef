import type { OrderPurpose } from '../../../domain/orders/order.ts';
import { type Saved, savedAmount, savedCount, savedText, savedTuple } from '../../../domain/saved.ts';

/** What a position shall become, and why; it outlives the orders that are to get it there. */
export interface Goal {
  /** Base that is to be left, 0 for flat. */
  readonly quantity: bigint;
  readonly purpose: Exclude<OrderPurpose, 'entry'>;
  readonly reason: string;
  readonly tag: string | undefined;
  /** Number of the stop or target that asked for it. */
  readonly firedBy: number | undefined;
}

export function saveGoal(goal: Goal | undefined): Saved {
  if (goal === undefined) return null;
  const { quantity, purpose, reason, tag, firedBy } = goal;
  return [quantity, purpose, reason, tag ?? null, firedBy ?? null];
}

/** @throws UnreadableSave */
export function restoredGoal(saved: Saved | undefined): Goal | undefined {
  if (saved === null) return undefined;
  const [quantity, purpose, reason, tag, firedBy] = savedTuple(saved, 'goal', 5);
  return {
    quantity: savedAmount(quantity, 'goal quantity'),
    purpose: savedText(purpose, 'goal purpose') as Goal['purpose'],
    reason: savedText(reason, 'goal reason'),
    tag: tag === null ? undefined : savedText(tag, 'goal tag'),
    firedBy: firedBy === null ? undefined : savedCount(firedBy, 'goal stop or target'),
  };
}

/** Operators before protection before strategies. */
const RANK: Readonly<Record<Goal['purpose'], number>> = { signalExit: 0, protectiveExit: 1, operatorExit: 2 };

/** Goals only tighten: less is to be left, or the same on a higher word. */
export function isTighter(goal: Goal, than: Goal | undefined): boolean {
  if (than === undefined || goal.quantity < than.quantity) return true;
  return goal.quantity === than.quantity && RANK[goal.purpose] > RANK[than.purpose];
}
