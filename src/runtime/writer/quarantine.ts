import { createHash } from 'node:crypto';
import { encodeEvent } from '../../domain/events/event-codec.ts';
import type { EngineEvent, EntrySetAside } from '../../domain/events/events.ts';
import { plainText } from '../../domain/text.ts';

/** An entry that broke the engine, by its content and its time, and how often. */
export interface BrokenEntry {
  readonly digest: string;
  readonly count: number;
  readonly cause: string;
}

/** So often an entry may break the engine; then it is set aside. */
const MOST_BREAKS = 2;
const LONGEST = 2000;
/** Of ours, and not of a source: nothing can stand in their place. Without `runResumed` nobody would watch the levels. */
const NEVER_SET_ASIDE: ReadonlySet<EngineEvent['type']> = new Set([
  'runStarted',
  'settingsChanged',
  'runResumed',
  'checkpointMade',
]);

/**
 * Keeps an entry that breaks the engine from doing so at every start: what was not committed is told again by its source.
 * An entry is known by its content and its time; `keep` outlives the process.
 */
export class Quarantine {
  #known: BrokenEntry | undefined;
  readonly #keep: (broken: BrokenEntry) => void;

  constructor(known: BrokenEntry | undefined, keep: (broken: BrokenEntry) => void) {
    this.#known = known;
    this.#keep = keep;
  }

  /** What is told in the place of an entry that broke the engine often enough. */
  inPlaceOf(event: EngineEvent, timeMs: number): EntrySetAside | undefined {
    const known = this.#known;
    if (known === undefined || known.count < MOST_BREAKS || NEVER_SET_ASIDE.has(event.type)) return undefined;
    if (digestOf(event, timeMs) !== known.digest) return undefined;
    this.#known = undefined;
    return {
      type: 'entrySetAside',
      entryType: event.type,
      content: plainText(encodeEvent(event).slice(0, LONGEST)),
      cause: known.cause,
    };
  }

  /** The engine could not take the entry: the process ends over it. */
  broke(event: EngineEvent, timeMs: number, error: unknown): void {
    const digest = digestOf(event, timeMs);
    const count = this.#known?.digest === digest ? this.#known.count + 1 : 1;
    const cause = plainText(error instanceof Error ? error.message : String(error));
    this.#known = { digest, count, cause };
    this.#keep(this.#known);
  }
}

function digestOf(event: EngineEvent, timeMs: number): string {
  return createHash('sha256')
    .update(`${timeMs} ${encodeEvent(event)}`)
    .digest('hex')
    .slice(0, 32);
}
