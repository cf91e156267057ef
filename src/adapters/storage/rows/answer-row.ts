/**
 * An answer as it stands in its row. One with facts is much longer than the entry itself and says the same words over and
 * over: it is a blob, its first byte the number of its form, behind it the text, deflated. A hash alone is text.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { err, ok, type Result } from '../../../domain/result.ts';
import { USUAL_WORDS } from './usual-words.ts';

export type AnswerCell = string | Uint8Array;

/** Deflated with `USUAL_WORDS` as its dictionary. Another dictionary is another form; none is ever changed. */
const DEFLATED = 1;

const DICTIONARY = Buffer.from(USUAL_WORDS);
/** Of dictionary and text together, as a power of two; both sides must know it. */
const WINDOW_BITS = 13;
const DEFLATE = { dictionary: DICTIONARY, windowBits: WINDOW_BITS, level: 6, memLevel: 3 };
/** What shorter text would save is not worth the time that a start takes to inflate it. */
const SHORTEST = 200;
/** Deflated text is a few hundred times shorter at most: what claims to be longer is damaged. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Answers fit into small pieces, which are made faster. */
const PIECE_BYTES = 2048;
const INFLATE = {
  dictionary: DICTIONARY,
  windowBits: WINDOW_BITS,
  chunkSize: PIECE_BYTES,
  maxOutputLength: MOST_BYTES,
};

export function encodeAnswerCell(text: string): AnswerCell {
  if (text.length < SHORTEST) return text;
  const deflated = deflateRawSync(text, DEFLATE);
  const cell = Buffer.allocUnsafe(deflated.length + 1);
  cell[0] = DEFLATED;
  cell.set(deflated, 1);
  return cell;
}

/** What `encodeAnswerCell` wrote, or the text of a version that deflated nothing. The error is what is wrong with it. */
export function decodeAnswerCell(cell: AnswerCell | null): Result<string | null, string> {
  if (typeof cell === 'string' || cell === null) return ok(cell);
  if (cell[0] !== DEFLATED) return err(`its answer is of the unknown form ${cell[0]}`);
  try {
    return ok(inflateRawSync(cell.subarray(1), INFLATE).toString());
  } catch (error) {
    return err(`its answer is damaged: ${(error as Error).message}`);
  }
}
