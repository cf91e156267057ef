/** A process that appends to a journal in batches of growing and shrinking size and prints each head it has committed. */
import { openDatabase } from '../open-database.ts';
import { SqliteProjectionWriter } from '../projections/index.ts';
import { SqliteJournal } from '../sqlite-journal.ts';
import { anEntry } from './sample-entries.ts';
import { aNotice } from './sample-rows.ts';
import { writeSync } from 'node:fs';

const BATCHES = [1, 7, 2, 300, 1, 40];
const opened = openDatabase(process.argv[2] ?? '');
if (!opened.ok) throw opened.error;
const journal = new SqliteJournal(opened.value);
const writer = new SqliteProjectionWriter(opened.value);

for (let batch = 0; ; batch += 1) {
  const last = journal.head + (BATCHES[batch % BATCHES.length] ?? 1);
  while (journal.head < last) {
    const sequence = journal.head + 1;
    journal.append(anEntry(sequence));
    writer.noticeRaised(sequence, aNotice({ message: String(last) }));
    writer.applied(sequence);
    journal.seal(sequence, { commandsHash: `hash-of-${sequence},batch-ends-with-${last}`, facts: undefined });
  }
  journal.flush();
  writeSync(1, `${last}\n`);
}
