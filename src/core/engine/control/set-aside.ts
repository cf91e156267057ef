import type { EntrySetAside } from '../../../domain/events/events.ts';
import { reduce } from '../orders/latch.ts';
import type { EngineState } from '../state/engine-state.ts';

/** What it told is not known: nothing new is risked before a person has looked, and what is held stays guarded. */
export function onEntrySetAside(state: EngineState, { entryType, cause }: EntrySetAside): void {
  const what = `an entry of type ${entryType} broke the engine twice and is set aside: ${cause}`;
  state.notify('critical', 'entrySetAside', `${what}; keep the log and the database for a report`);
  reduce(state, what);
}
