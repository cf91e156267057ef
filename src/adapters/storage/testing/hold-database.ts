/** A process that opens a database for writing, says how that went, and holds it until it is killed. */
import { openDatabase } from '../open-database.ts';

const opened = openDatabase(process.argv[2] ?? '');
process.stdout.write(`${opened.ok ? 'open' : opened.error.message}\n`);
// Keeps the database reachable and the process alive.
setInterval(() => opened.ok && opened.value.path, 60_000);
