/** How entries look in the rows of the journal: shorter than anywhere else. */
export { decodeRow, encodeRow, typesInRows } from './event-row.ts';
