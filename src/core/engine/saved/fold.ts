/**
 * Takes an entry in as it was taken in then: what follows from the input is computed, what was decided is told by its
 * facts. No rule, no strategy and no order is asked for anything, so that nothing can be decided otherwise.
 */
import type { EngineEvent, JournalEntry, QuoteSeen, TimerFired } from '../../../domain/events/events.ts';
import { onInstrumentTold } from '../control/instrument.ts';
import { onSettingsTold } from '../control/settings.ts';
import { isBelieved, askForSecondQuotes } from '../decide/odd-quote.ts';
import { onCandleBackfilled, onCandleClosed, onIntervalClosed } from '../decide/candle-step.ts';
import type { EngineState } from '../state/engine-state.ts';
import { type Facts, applyFacts } from './facts.ts';

/** Of what an input changes without a decision, and of what facts hold; raised when either changes. */
export const FOLD_VERSION = 1;

/** @throws UnreadableSave when the facts cannot be read. */
export function foldEntry(state: EngineState, { timeMs, event }: JournalEntry, facts: Facts | undefined): void {
  state.begin(timeMs);
  state.fold(() => {
    foldInput(state, event);
    if (facts) applyFacts(state, facts, event);
  });
}

/** What the venue says of orders, and all else, acts on what facts tell of. */
function foldInput(state: EngineState, event: EngineEvent): void {
  if (event.type === 'candleClosed') onCandleClosed(state, event.instrument, event);
  else if (event.type === 'candleBackfilled') onCandleBackfilled(state, event.instrument, event);
  else if (event.type === 'intervalClosed') onIntervalClosed(state, event.openTimeMs);
  else if (event.type === 'quoteSeen') foldQuote(state, event);
  else if (event.type === 'timerFired') foldTimer(state, event);
  else if (event.type === 'operatorActed') state.control.applyOnce(event.key);
  else if (event.type === 'settingsChanged') onSettingsTold(state, event);
  else if (event.type === 'instrumentChanged') onInstrumentTold(state, event.instrument);
}

function foldQuote(state: EngineState, quote: QuoteSeen): void {
  state.market(quote.instrument).quoteSeen(quote.bid, quote.ask, state.nowMs);
  isBelieved(state, quote);
}

function foldTimer(state: EngineState, { clockDriftMs }: TimerFired): void {
  state.control.clockSeen(clockDriftMs);
  askForSecondQuotes(state);
}
