/** A second engine that is told what another one decided, and is in the same state after every entry. */
import type { JournalEntry } from '../../../domain/events/events.ts';
import { decodeSaved, differenceOf, encodeSaved } from '../../../domain/saved.ts';
import { Engine, type EngineObserver, type EngineSettings } from '../index.ts';
import { factsOf } from '../saved/facts.ts';

export class Shadow {
  readonly #original: Engine;
  readonly #folding: Engine;

  constructor(original: Engine, settings: EngineSettings) {
    this.#original = original;
    this.#original.recordFacts();
    this.#folding = new Engine(settings, hearsNothing());
  }

  /** @throws Error with both states where they differ. */
  follow(entry: JournalEntry): void {
    const facts = this.#original.takeFacts();
    // As they would be read from a journal.
    this.#folding.fold(entry, facts && factsOf(decodeSaved(encodeSaved(facts))));
    const [decided, folded] = [this.#original, this.#folding].map((engine) => encodeSaved(engine.save()));
    if (decided === folded) return;
    const told = `${entry.event.type} with ${facts ? Object.keys(facts).join(', ') : 'no facts'}`;
    throw new Error(`folding ${told} leads elsewhere: ${differenceOf(decided ?? '', folded ?? '')}`);
  }
}

/** What is folded was told when it happened. */
export function hearsNothing(): EngineObserver {
  return {
    decisionMade: refuse,
    entryDenied: refuse,
    orderChanged: refuse,
    fillBooked: refuse,
    positionChanged: refuse,
    protectionChanged: refuse,
    noticeRaised: refuse,
  };
}

function refuse(): never {
  throw new Error('folding has told somebody of what it folds');
}
