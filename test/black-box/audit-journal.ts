/** Prints as JSON what must hold of the journal of the database that is named. */
import { auditJournal } from './audit.ts';

process.stdout.write(
  JSON.stringify(await auditJournal(process.argv[2] ?? '', Number(process.argv[3] ?? Number.POSITIVE_INFINITY))),
);
