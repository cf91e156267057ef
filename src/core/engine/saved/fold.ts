/**
 * Takes an entry in as it was taken in then: what follows from the input is computed, what was decided is told by its
 * facts. No rule, no strategy and no order is asked for anything, so that nothing can be decided otherwise.
 */
import type { JournalEntry } from '../../../domain/events/events.ts';
import { onInstrumentTold } from '../control/instrument.ts';
import { isBelieved, askForSecondQuotes } from '../decide/odd-quote.ts';
import { onCandleBackfilled, onCandleClosed, onIntervalClosed } from '../decide/candle-step.ts';
import type { EngineState } from '../state/engine-state.ts';
import { type Facts, applyFacts } from './facts.ts';

/** @throws UnreadableSave when the facts cannot be read. */
export function foldEntry(state: EngineState, { timeMs, event }: JournalEntry, facts: Facts | undefined): void {
  state.begin(timeMs);
  state.isFolding = true;
  try {
    foldInput(state, event);
    if (facts) applyFacts(state, facts, event);
  } finally {
    state.isFolding = false;
  }
}

function foldInput(state: EngineState, event: JournalEntry['event']): void {
  switch (event.type) {
    case 'candleClosed':
      return onCandleClosed(state, event.instrument, event);
    case 'candleBackfilled':
      return onCandleBackfilled(state, event.instrument, event);
    case 'intervalClosed':
      return onIntervalClosed(state, event.openTimeMs);
    case 'quoteSeen':
      state.market(event.instrument).quoteSeen(event.bid, event.ask, state.nowMs);
      isBelieved(state, event);
      return;
    case 'timerFired':
      state.control.clockSeen(event.clockDriftMs);
      return askForSecondQuotes(state);
    case 'operatorActed':
      state.control.applyOnce(event.key);
      return;
    case 'instrumentChanged':
      return onInstrumentTold(state, event.instrument);
    default:
    // Everything else acts on what facts tell of.
  }
}
