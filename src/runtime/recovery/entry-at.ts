import type { Journal, RecordedEntry } from '../../ports/index.ts';

/** `undefined` when the journal ends before it. */
export async function entryAt(journal: Pick<Journal, 'read'>, sequence: number): Promise<RecordedEntry | undefined> {
  for await (const [entry] of journal.read(sequence)) return entry;
  return undefined;
}
