/** Automatic tightening: only an operator loosens the trading state again, and the next UTC day what holds for a day. */
import type { Denial } from '../../../domain/decision.ts';
import { dayLongRules, latchingRules } from '../../risk/index.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { SuspenseEntry } from '../state/suspense.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import { cancelEntries } from './requests.ts';

/** In every message, so that whoever reads one of them knows what to do. */
const WAY_OUT = 'cab settle lists what is to be settled';

/** An order was denied: some limits hold for the rest of the day, some until an operator looks. */
export function latchOnDenial(state: EngineState, denials: readonly Denial[]): void {
  for (const denial of denials) {
    // Equity may recover within the day; the day's limit was reached all the same.
    if (dayLongRules.has(denial.code)) holdForToday(state, denial.message);
    if (latchingRules.has(denial.code)) reduce(state, denial.message);
  }
}

/** The venue says two things that cannot both be true: stop opening, keep protecting. */
export function latchOnContradiction(state: EngineState, order: TrackedOrder, message: string): void {
  const what = `${message}; order ${order.request.clientOrderId}`;
  state.notify('critical', 'contradiction', `${what}; look at the venue: ${WAY_OUT}`);
  reduce(state, `contradiction: ${message}; ${WAY_OUT}`);
}

/** The venue told of something that the books cannot take: it is kept, no new risk is taken, and people are told. */
export function latchOnSuspense(state: EngineState, order: TrackedOrder, { tradeId, why }: SuspenseEntry): void {
  const what = `trade ${tradeId} of order ${order.request.clientOrderId} is set aside: ${why}`;
  const way = `cab settle ${tradeId} settles it`;
  state.notify('critical', 'suspense', `${what}; look at the venue, then ${way}`);
  reduce(state, `suspense: ${what}; ${way}`);
}

/** Only exits from here on; entries that rest are canceled, and everybody is told. */
export function reduce(state: EngineState, reason: string): void {
  if (!state.control.reduce(reason)) return;
  cancelEntries(state, reason);
  state.notify('critical', 'tradingStateChanged', `only exits from here on: ${reason}`);
}

/** No entries until the next UTC day; those that rest are canceled. */
export function holdForToday(state: EngineState, reason: string): void {
  if (state.nowMs < state.control.entriesHeldUntilMs) return;
  state.control.holdEntriesForToday(state.nowMs, reason);
  cancelEntries(state, reason);
  state.notify('warning', 'entriesHeld', `${reason}; no entries until the next UTC day`);
}
