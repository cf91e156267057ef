/** A row of the journal as a line of text, answers in bytes told apart from those in letters. */
import type { JournalRow } from '../chain/journal-chain.ts';

export function encodeArchiveRow([sequence, timeMs, type, payload, answer, link]: JournalRow): string {
  const cell = answer === null || typeof answer === 'string' ? answer : [Buffer.from(answer).toString('base64')];
  return JSON.stringify([sequence, timeMs, type, payload, cell, link]);
}

/** @throws SyntaxError or TypeError for what `encodeArchiveRow` did not write. */
export function decodeArchiveRow(line: string): JournalRow {
  const [sequence, timeMs, type, payload, cell, link] = JSON.parse(line) as [
    number,
    number,
    string,
    string,
    string | [string] | null,
    string | null,
  ];
  const answer = Array.isArray(cell) ? Buffer.from(cell[0], 'base64') : cell;
  return [sequence, timeMs, type, payload, answer, link];
}
