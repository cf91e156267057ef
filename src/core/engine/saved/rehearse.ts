/**
 * What an engine would decide on an entry that was decided before, in the state of then. The entry is folded, by which the
 * strategies are asked once, as they were; a second state, as it was before the entry, acts on what they answered.
 */
import type { Saved } from '../../../domain/saved.ts';
import type { Intent, OnCandle } from '../../strategies/api/index.ts';
import type { EngineSettings } from '../settings.ts';
import type { EngineState } from '../state/engine-state.ts';
import { saveState } from './save-state.ts';

type Answer = { readonly intent: Intent | undefined } | { readonly error: unknown };

/** Hears what strategies answer while entries are folded. */
export class Overheard {
  readonly #answers = new Map<number, Answer>();

  constructor(state: EngineState) {
    for (const lane of state.lanes) lane.askThrough((ask) => (context) => this.#hear(lane.id, ask, context));
  }

  /** The next entry: nobody has answered to it. */
  begin(): void {
    this.#answers.clear();
  }

  /** Answers, or fails, as the strategy of the lane did. */
  repeat(lane: number): Intent | undefined {
    const answer = this.#answers.get(lane);
    if (answer && 'error' in answer) throw answer.error;
    return answer?.intent;
  }

  #hear(lane: number, ask: OnCandle, context: Parameters<OnCandle>[0]): Intent | undefined {
    try {
      const intent = ask(context);
      this.#answers.set(lane, { intent });
      return intent;
    } catch (error) {
      this.#answers.set(lane, { error });
      throw error;
    }
  }
}

/** The state for a second engine, whose strategies are not asked: what they keep is left out. */
export function saveForSecond(state: EngineState): Saved {
  return saveState(state, () => null);
}

/** The same settings, with strategies that need not be told anything: they only declare what they read. */
export function settingsOfSecond(settings: EngineSettings): EngineSettings {
  const lanes = settings.lanes.map((lane) => ({ ...lane, strategy: { ...lane.strategy, lookback: 0 } }));
  return { ...settings, lanes };
}

/** Every lane of the second state answers as the first one's did. */
export function standIn(second: EngineState, first: EngineState, overheard: Overheard): void {
  for (const lane of second.lanes) lane.standInFor(first.lane(lane.id), () => overheard.repeat(lane.id));
}
