/**
 * One odd quote sells nothing: a quote of an order book that is far from the latest price believed waits for a second
 * source. A crash has one soon: a trade, a candle that has been there, or the next quote after a second.
 */
import type { QuoteSeen } from '../../../domain/events/events.ts';
import { armAgain } from '../position/levels.ts';
import type { InstrumentMarket } from '../series/instrument-market.ts';
import type { EngineState } from '../state/engine-state.ts';
import { leaveAtLevel } from './leave-at-level.ts';

/** Far is beyond the larger of both: a share of the price, and so many ATR(14). */
const FAR_RATIO = 0.02;
const FAR_ATRS = 3;

/** Whether levels may act on the quote; what is odd is remembered, and told where it would have sold something. */
export function isBelieved(state: EngineState, { instrument, bid, isTraded }: QuoteSeen): boolean {
  const market = state.market(instrument);
  const { trust, last, lastCloseTimeMs: lastCloseMs } = market;
  const reference = trust.reference(last, lastCloseMs);
  const before = trust.odd;
  const isNear = isTraded === true || !(Math.abs(bid - reference) > farFrom(market, reference));
  if (isNear || trust.confirms(bid, reference, { nowMs: state.nowMs, lastCloseMs })) {
    trust.believe(bid, state.nowMs);
    // Whoever watches has spent a level on the odd quote.
    if (isNear && before !== undefined && !state.isFolding) armAll(state, market);
    return true;
  }
  if (trust.odd !== before) doubt(state, market, { bid, reference });
  return false;
}

/** On every tick of the clock: levels that an odd quote has spent are armed anew, which asks for a second quote. */
export function askForSecondQuotes(state: EngineState): void {
  for (const market of state.markets) {
    if (market.trust.askAgain(state.nowMs) && !state.isFolding) armAll(state, market);
  }
}

/** A candle closed after an odd quote: what was traded, at most as far as `furthest`, says whether it was right. */
export function settleOddQuote(state: EngineState, market: InstrumentMarket, furthest: number): void {
  market.trust.settle();
  for (const lane of state.lanesOf(market.instrument.id)) {
    const role = lane.guard.triggeredBy(furthest);
    if (role !== undefined) leaveAtLevel(state, lane, role, market.last);
  }
  armAll(state, market);
}

/** Nothing is far from a price that nobody knows. */
function farFrom({ atr }: InstrumentMarket, reference: number): number {
  const byShare = FAR_RATIO * reference;
  const byRange = FAR_ATRS * atr.current;
  return byRange > byShare ? byRange : byShare;
}

function armAll(state: EngineState, market: InstrumentMarket): void {
  for (const lane of state.lanesOf(market.instrument.id)) {
    if (lane.orders.goal?.quantity !== 0n) armAgain(state, lane);
  }
}

/** Where it would have sold nothing there is nobody to be told, and no level to be armed anew. */
function doubt(
  state: EngineState,
  { instrument, trust }: InstrumentMarket,
  { bid, reference }: { readonly bid: number; readonly reference: number },
): void {
  const lanes = state.lanesOf(instrument.id);
  if (!lanes.some(({ guard }) => guard.triggeredBy(bid) !== undefined)) return trust.leaveAlone();
  if (state.isFolding) return;
  const share = Math.abs((bid / reference - 1) * 100).toPrecision(3);
  const what = `quote ${bid} is ${share} % from the last price ${reference}`;
  state.notify(
    'warning',
    'oddQuote',
    `${instrument.symbol}: ${what}; nothing is sold until a second source confirms it`,
  );
}
