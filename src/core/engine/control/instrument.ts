/** The venue's rules of an instrument have changed: what they would trap is left while it can be. */
import { type Instrument, isTooSmall, quantizeQuantity } from '../../../domain/market/instrument.ts';
import { type Price, fromSignal } from '../../../domain/units.ts';
import { leave } from '../orders/leave.ts';
import { retryGoals } from '../orders/pursue.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';

/** Its rules are those from now on. */
export function onInstrumentTold(state: EngineState, instrument: Instrument): void {
  state.market(instrument.id).change(instrument);
}

export function onInstrumentChanged(state: EngineState, instrument: Instrument): void {
  const market = state.market(instrument.id);
  const before = market.instrument;
  onInstrumentTold(state, instrument);
  const lanes = state.lanesOf(instrument.id);
  retryGoals(lanes);
  state.observer.instrumentChanged?.(instrument);
  for (const lane of lanes) {
    const reason = reasonToLeave(state, lane, { before, now: instrument });
    if (reason === undefined || !(lane.position || lane.orders.hasBuys)) continue;
    state.notify('critical', 'positionLeft', `${instrument.symbol}: ${reason}; its position is left`);
    leave(state, lane, { purpose: 'protectiveExit', reason, isLasting: true });
  }
}

interface Change {
  readonly before: Instrument;
  readonly now: Instrument;
}

function reasonToLeave(state: EngineState, lane: Lane, { before, now }: Change): string | undefined {
  if (now.status === 'exitOnly' && before.status !== 'exitOnly') {
    return `${now.venue} is delisting or restricting it`;
  }
  if (!lane.position) return undefined;
  const isTrapped = !canBeSold(state, lane, now) && canBeSold(state, lane, before);
  return isTrapped ? `the smallest order at ${now.venue} was raised above what is held` : undefined;
}

/** Whether the venue would take the lane's position, also where it would be stopped. */
function canBeSold(state: EngineState, lane: Lane, instrument: Instrument): boolean {
  const { last } = state.market(lane.instrument);
  const { stopPrice } = lane.guard;
  const worst = fromSignal(stopPrice < last ? stopPrice : last) as Price;
  return !isTooSmall(instrument, quantizeQuantity(instrument, state.ledger.sellable(lane.id)), worst);
}
