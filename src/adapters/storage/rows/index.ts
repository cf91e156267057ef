/** How entries look in the rows of the journal: shorter than anywhere else. */
export { type AnswerCell, decodeAnswerCell, encodeAnswerCell } from './answer-row.ts';
export { decodeRow, encodeRow, typesInRows } from './event-row.ts';
