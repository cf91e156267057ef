/** Parts that a series may have or not, saved by key: the next version may ask for others. */
import { type Saved, UnreadableSave, savedRecord } from '../../../domain/saved.ts';

/** What saved state and those who take it do not share; two empty lists when all went over. */
export interface Unrestored {
  /** Asked for, and not in the state or in another form there: it begins anew and knows of no candle before. */
  readonly missing: readonly string[];
  /** In the state, and asked for by nobody. */
  readonly superfluous: readonly string[];
}

export interface SavedPart {
  save(): Saved;
  /** Answers what it could not restore, when it has parts of its own. */
  restore(saved: Saved): Unrestored | void;
}

export function saveParts(parts: ReadonlyMap<string, SavedPart>): Saved {
  return Object.fromEntries([...parts].map(([key, part]) => [key, part.save()]));
}

/**
 * Gives each part the state of its key; one that cannot take it is left as it was and missing. Keys of a part's own parts
 * stand behind its key: `1h:sma(3)`.
 * @throws UnreadableSave naming `what` when there are no states by key.
 */
export function restoreParts(parts: ReadonlyMap<string, SavedPart>, saved: Saved, what: string): Unrestored {
  const states = new Map(Object.entries(savedRecord(saved, what)));
  const missing: string[] = [];
  const superfluous = [...states.keys()].filter((key) => !parts.has(key));
  for (const [key, part] of parts) {
    const inner = restorePart(part, states.get(key));
    if (inner === 'missing') missing.push(key);
    else {
      missing.push(...inner.missing.map((innerKey) => `${key}:${innerKey}`));
      superfluous.push(...inner.superfluous.map((innerKey) => `${key}:${innerKey}`));
    }
  }
  return { missing, superfluous };
}

function restorePart(part: SavedPart, saved: Saved | undefined): Unrestored | 'missing' {
  if (saved === undefined) return 'missing';
  const before = part.save();
  try {
    return part.restore(saved) ?? { missing: [], superfluous: [] };
  } catch (error) {
    if (!(error instanceof UnreadableSave)) throw error;
    part.restore(before);
    return 'missing';
  }
}
