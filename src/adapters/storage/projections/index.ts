/** What the journal's entries led to, as tables: written with the journal, read over connections of their own. */
export { projectionDigest } from './digest.ts';
export { openProjectionReader, readerOn } from './reader.ts';
export { countRun } from './run-counts.ts';
export { SqliteProjectionWriter } from './writer.ts';
