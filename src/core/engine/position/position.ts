/** The life of a lane's position: it grows, shrinks, goes flat, or is too small to sell. */
import type { RoundTrip } from '../../../domain/index.ts';
import { isTooSmall } from '../../../domain/market/instrument.ts';
import { type Price, type Quantity, fromSignal, toSignal } from '../../../domain/units.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import { followPosition } from './levels.ts';

/** A buy was booked. */
export function growPosition(
  state: EngineState,
  lane: Lane,
  order: TrackedOrder,
  { price, timeMs }: { readonly price: Price; readonly timeMs: number },
): void {
  const held = state.ledger.position(lane.id);
  if (!held) return;
  const { stopPrice, targetPrice } = order.levels;
  if (lane.position) lane.holding.grow(held, toSignal(price), order.fillCount === 1);
  else lane.holding.open(held, toSignal(price), timeMs);
  // Levels belong to fills: those of an entry that never filled change nothing.
  lane.holding.setStrategyLevels(stopPrice, targetPrice);
  followPosition(state, lane);
  state.observer.positionChanged?.(lane);
}

/** A sale was booked. */
export function shrinkPosition(state: EngineState, lane: Lane, timeMs: number): void {
  if (!lane.position) return;
  const held = state.ledger.position(lane.id);
  if (!held) return goFlat(state, lane, timeMs);
  lane.holding.shrink(held);
  state.observer.positionChanged?.(lane);
}

/** Books what cannot be sold as dust, so that it never keeps a position open; `exit` sold the rest of it. */
export function closeAsDust(state: EngineState, lane: Lane, exit?: TrackedOrder): void {
  const left = state.ledger.position(lane.id)?.quantity;
  if (left === undefined) return;
  const { symbol, base } = state.market(lane.instrument).instrument;
  const trip = state.ledger.bookDust(lane.id);
  state.notify('info', 'dustBooked', `${symbol}: ${toSignal(left)} ${base} is too small to sell`);
  mirrorAccount(state, lane);
  goFlat(state, lane, state.nowMs);
  if (trip) closeRoundTrip(state, lane, trip, exit);
}

/** Whether what is left of the position could not be sold at the last price. */
export function isDust(state: EngineState, lane: Lane, left: Quantity): boolean {
  const { instrument, last } = state.market(lane.instrument);
  return isTooSmall(instrument, left, fromSignal(last) as Price);
}

export function closeRoundTrip(state: EngineState, lane: Lane, trip: RoundTrip, exit: TrackedOrder | undefined): void {
  state.portfolio.roundTripClosed(trip.netPnl);
  state.observer.roundTripClosed?.(lane, trip, exit);
}

/** After a booking: the float64 mirrors of the exact account. */
export function mirrorAccount(state: EngineState, lane: Lane): void {
  const { ledger, portfolio, markets, quote } = state;
  const { instrument } = state.market(lane.instrument);
  portfolio.account({
    cash: toSignal(ledger.balance(quote)),
    instrument: instrument.id,
    base: toSignal(ledger.balance(instrument.base)),
  });
  portfolio.revalue(markets);
}

function goFlat(state: EngineState, lane: Lane, timeMs: number): void {
  if (!lane.position) return;
  lane.holding.close();
  // An entry that is still at work may bring a position again, which nobody wishes any more.
  if (!lane.orders.entry) lane.orders.goalMet();
  state.portfolio.positionClosed(lane.instrument, timeMs);
  state.send({ type: 'disarmExit', lane: lane.id });
  state.observer.positionChanged?.(lane);
}
