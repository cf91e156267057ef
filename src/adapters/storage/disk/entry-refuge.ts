/** Between the journal and the emergency file: what the journal could not write goes there, and comes back at a start. */
import { decodeAnswer, encodeAnswer } from '../../../domain/events/answer-codec.ts';
import { decodeEvent, encodeEvent } from '../../../domain/events/event-codec.ts';
import type { LocalJournal, RecordedEntry } from '../../../ports/journal.ts';
import { storageFailure } from '../errors.ts';
import type { EmergencyFile, EmergencyRecord } from './emergency-file.ts';

export class EntryRefuge {
  readonly #journal: LocalJournal;
  readonly #file: EmergencyFile;
  /** Highest sequence that is in the file; 0 when it is empty. */
  #saved = 0;

  constructor(journal: LocalJournal, file: EmergencyFile) {
    this.#journal = journal;
    this.#file = file;
  }

  /**
   * Makes everything that waits in the journal durable in the file; the answer is the highest durable sequence.
   * @throws StorageFailure when the file does not take it.
   */
  save(): number {
    const { durable, head } = this.#journal;
    const first = Math.max(durable, this.#saved) + 1;
    const records: EmergencyRecord[] = [];
    for (const page of this.#journal.pages(first)) for (const entry of page) records.push(recordOf(entry));
    if (records.length > 0) this.#file.append(records);
    this.#saved = head;
    return head;
  }

  /** The journal has everything now. */
  clear(): void {
    this.#file.clear();
    this.#saved = 0;
  }

  /**
   * Brings back into the journal what a process that has ended could not write there; returns how many entries.
   * @throws StorageFailure when the file belongs to another database, or what the storage refuses with.
   */
  fold(): number {
    const records = this.#file.records();
    if (records.length === 0) return 0;
    const known = this.#known(records);
    const missing = records.slice(known);
    for (const record of missing) this.#append(record);
    this.#journal.flush();
    this.#file.clear();
    return missing.length;
  }

  /** How many of them the journal has already. */
  #known(records: readonly EmergencyRecord[]): number {
    let count = 0;
    for (const page of this.#journal.pages(records[0]?.sequence ?? 1)) {
      for (const entry of page) {
        const record = records[count];
        if (record === undefined) return count;
        const { sequence, event } = recordOf(entry);
        if (record.sequence !== sequence || record.event !== event) throw this.#foreign(`entry ${sequence} differs`);
        count += 1;
      }
    }
    return count;
  }

  #append({ sequence, timeMs, event, answer }: EmergencyRecord): void {
    const { head } = this.#journal;
    if (sequence !== head + 1) throw this.#foreign(`it has entry ${sequence}, the journal ends with ${head}`);
    const decoded = decodeEvent(event);
    if (!decoded.ok) throw this.#foreign(`entry ${sequence} cannot be read`);
    this.#journal.append({ sequence, timeMs, event: decoded.value });
    this.#journal.seal(sequence, decodeAnswer(answer));
  }

  #foreign(detail: string): Error {
    const remedy = 'it belongs to another state of the database: put that one back, or move the file away';
    return storageFailure('other', this.#file.path, `${detail}; ${remedy}`);
  }
}

function recordOf({ entry, ...answer }: RecordedEntry): EmergencyRecord {
  const { sequence, timeMs, event } = entry;
  return { sequence, timeMs, event: encodeEvent(event), answer: encodeAnswer(answer) };
}
