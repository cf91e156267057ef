import { type Engine, factsOf } from '../../core/engine/index.ts';
import { decodeSaved, encodeSaved } from '../../domain/saved.ts';
import type { Journal, RecordedEntry } from '../../ports/index.ts';
import { hashCommands, hashLike } from '../writer/commands-hash.ts';
import { ReplayDivergence } from './replay-divergence.ts';
import type { EntryCursor } from '../writer/entry-cursor.ts';

export interface FollowerOptions {
  readonly journal: Pick<Journal, 'head' | 'seal'>;
  readonly engine: Engine;
  readonly cursor: EntryCursor;
  readonly onApplied: (sequence: number) => void;
  /** What came later is decided again, so that whoever listens hears of it. */
  readonly toldSequence: number;
}

/** Takes an engine along a journal: it is told each entry with what was decided then. */
export class Follower {
  readonly #options: FollowerOptions;
  entries = 0;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  take(page: readonly RecordedEntry[]): void {
    const { journal, engine, cursor, onApplied, toldSequence } = this.#options;
    for (const recorded of page) {
      const { entry, facts } = recorded;
      cursor.sequence = entry.sequence;
      cursor.timeMs = entry.timeMs;
      if (entry.sequence === journal.head && isUnanswered(recorded)) this.#answerAnew(recorded);
      else if (entry.sequence > toldSequence) this.#decideAgain(recorded);
      else engine.fold(entry, facts === undefined ? undefined : factsOf(decodeSaved(facts)));
      this.entries += 1;
      onApplied(entry.sequence);
    }
  }

  /** @throws ReplayDivergence when the answer is not the recorded one. */
  #decideAgain({ entry, commandsHash: recordedHash }: RecordedEntry): void {
    const commands = this.#options.engine.apply(entry);
    if (hashLike(recordedHash, commands) === recordedHash) return;
    throw new ReplayDivergence({ sequence: entry.sequence, eventType: entry.event.type });
  }

  /**
   * The process may have died between taking the last entry and deciding on it. Nothing of an answer has left then, so
   * that it is told again as by its source, and is one unit with its answer from now on.
   */
  #answerAnew({ entry }: RecordedEntry): void {
    const { journal, engine } = this.#options;
    engine.recordFacts();
    const commands = engine.apply(entry);
    const facts = engine.takeFacts();
    if (commands.length === 0 && facts === undefined) return;
    const commandsHash = commands.length > 0 ? hashCommands(commands) : undefined;
    journal.seal(entry.sequence, { commandsHash, facts: facts && encodeSaved(facts) });
  }
}

function isUnanswered({ commandsHash, facts }: RecordedEntry): boolean {
  return commandsHash === undefined && facts === undefined;
}
