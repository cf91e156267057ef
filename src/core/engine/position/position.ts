/** The life of a lane's position: it grows, shrinks, goes flat, or is too small to sell. */
import type { RoundTrip } from '../../../domain/index.ts';
import { type Price, toSignal } from '../../../domain/units.ts';
import { isProtecting } from '../../../domain/trading-state.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import { followPosition } from './levels.ts';
import { endProtection } from './protection.ts';

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
  const wasFlat = lane.position === undefined;
  if (!wasFlat) lane.holding.grow(held, toSignal(price), order.fillCount === 1);
  else lane.holding.open(held, toSignal(price), timeMs);
  // Levels belong to fills: those of an entry that never filled change nothing.
  lane.holding.setStrategyLevels(stopPrice, targetPrice);
  followPosition(state, lane);
  if (wasFlat && !isProtecting(state.control.tradingState)) {
    const what = 'a position was opened by an order from before; trading is halted, it is UNGUARDED';
    state.notify('critical', 'positionUnguarded', `${lane.symbol}: ${what}`);
  }
  state.observer.positionChanged?.(lane);
}

/** A sale was booked. */
export function shrinkPosition(state: EngineState, lane: Lane, timeMs: number): void {
  // Dust that went along is still being sold when its position is gone.
  if (!lane.position) return;
  const held = state.ledger.position(lane.id);
  if (!held) return goFlat(state, lane, timeMs);
  lane.holding.follow(held);
  state.observer.positionChanged?.(lane);
}

/** A fee in coins has taken some that other lanes hold: these follow what the books have left them. */
export function followFee(state: EngineState, timeMs: number): void {
  for (const lane of state.lanes) {
    if (!lane.position || state.ledger.held(lane.id) === lane.holding.exact?.quantity) continue;
    mirrorAccount(state, lane);
    shrinkPosition(state, lane, timeMs);
    followPosition(state, lane);
  }
}

/** Books what cannot be sold at `price` as dust, so that it never keeps a position open; `exit` sold the rest of it. */
export function closeAsDust(state: EngineState, lane: Lane, price: Price, exit?: TrackedOrder): void {
  const left = state.ledger.held(lane.id);
  const { symbol, base } = state.market(lane.instrument).instrument;
  const trip = state.ledger.bookDust(lane.id, price, state.nowMs);
  state.notify('info', 'dustBooked', `${symbol}: ${toSignal(left)} ${base} is too small to sell`);
  goFlat(state, lane, state.nowMs);
  if (trip) closeRoundTrip(state, lane, trip, exit);
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
    // Coins that the bot did not buy are not its money: they would bring profits and losses that nobody traded for.
    base: toSignal(ledger.owned(instrument.base)),
  });
  portfolio.revalue(markets);
}

function goFlat(state: EngineState, lane: Lane, timeMs: number): void {
  lane.holding.close();
  endProtection(state, lane);
  // An entry that is still at work may bring a position again, which nobody wishes any more.
  if (!lane.orders.hasBuys) lane.orders.goalMet();
  state.portfolio.positionClosed(lane.instrument, timeMs);
  state.send({ type: 'disarmExit', lane: lane.id });
  state.observer.positionChanged?.(lane);
}
