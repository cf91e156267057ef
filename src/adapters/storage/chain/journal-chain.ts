import { type Hash, createHash } from 'node:crypto';
import type { AnswerCell } from '../rows/index.ts';

/** A row of the journal as it is stored. `link` stands on the last row of each commit. */
export type JournalRow = [
  sequence: number,
  timeMs: number,
  type: string,
  payload: string,
  answer: AnswerCell | null,
  link: string | null,
];

export const SELECT_JOURNAL = 'SELECT sequence, time_ms, type, payload, answer, link FROM journal';

/**
 * Where the next link begins: the one before it, and the answer to its last entry, as `answerText` gives it, which may
 * arrive after it.
 */
export interface ChainEnd {
  readonly sequence: number;
  readonly link: string;
  readonly answer: string | null;
}

export const CHAIN_START: ChainEnd = { sequence: 0, link: '', answer: null };

/** Times are hashed as numbers and texts in pieces: formatting each time would cost more than the hash itself. */
const PIECE_ROWS = 256;
const HEX_DIGITS = 32;

/**
 * One link: SHA-256 over the link before it, the answer that link left open, and every entry since with its answer,
 * except the answer to the last one.
 */
class LinkHash {
  readonly #hash: Hash;
  readonly #times = new Float64Array(PIECE_ROWS);
  #rows = 0;
  #text: string;

  constructor({ sequence, link, answer }: ChainEnd) {
    this.#hash = createHash('sha256');
    this.#text = `${link}\t${answer ?? ''}\n${sequence + 1}`;
  }

  entry(timeMs: number, type: string, payload: string): void {
    if (this.#rows === PIECE_ROWS) this.#flush();
    this.#times[this.#rows] = timeMs;
    this.#rows += 1;
    this.#text += `\n${type}\t${payload}`;
  }

  answer(text: string): void {
    this.#text += `\t${text}`;
  }

  end(): string {
    this.#flush();
    return this.#hash.digest('hex').slice(0, HEX_DIGITS);
  }

  #flush(): void {
    this.#hash.update(this.#times.subarray(0, this.#rows)).update(this.#text);
    this.#rows = 0;
    this.#text = '';
  }
}

/** The end of the chain after one more commit of these rows. */
export function linkRows(end: ChainEnd, rows: Iterable<JournalRow>): ChainEnd {
  const hash = new LinkHash(end);
  let last: JournalRow | undefined;
  for (const row of rows) {
    if (last && last[4] !== null) hash.answer(answerText(last[4]));
    hash.entry(row[1], row[2], row[3]);
    last = row;
  }
  return last === undefined ? end : { sequence: last[0], link: hash.end(), answer: answerText(last[4]) };
}

/** Entries of which at least one is not what was written; `from` and `to` are the commit that holds them. */
export interface ChainBreak {
  readonly from: number;
  readonly to: number;
  readonly problem: 'changed' | 'missing';
}

/**
 * Follows the chain along rows that are read in order. Without a known end it begins after the first link that it sees.
 */
export class ChainWalk {
  #hash: LinkHash | undefined;
  #first: number | undefined;
  #next: number | undefined;

  constructor(end: ChainEnd | undefined) {
    if (end) this.#begin(end);
  }

  take(row: JournalRow): ChainBreak | undefined {
    const [sequence, timeMs, type, payload, answer, link] = row;
    const missing = this.#next !== undefined && sequence !== this.#next ? this.#next : undefined;
    this.#next = sequence + 1;
    if (missing !== undefined) {
      // What follows a gap is looked at again from its next link on.
      if (link === null) this.#hash = undefined;
      else this.#begin({ sequence, link, answer: answerText(answer) });
      return { from: missing, to: sequence - 1, problem: 'missing' };
    }
    const hash = this.#hash;
    hash?.entry(timeMs, asText(type), asText(payload));
    if (link === null) {
      if (answer !== null) hash?.answer(answerText(answer));
      return undefined;
    }
    const from = this.#first ?? sequence;
    const isBroken = hash !== undefined && hash.end() !== link;
    this.#begin({ sequence, link, answer: answerText(answer) });
    return isBroken ? { from, to: sequence, problem: 'changed' } : undefined;
  }

  #begin(end: ChainEnd): void {
    this.#hash = new LinkHash(end);
    this.#first = end.sequence + 1;
    this.#next = end.sequence + 1;
  }
}

/** An answer as the chain and the seal hold it: bytes in other letters, with a word in front that says so. */
export function answerText(answer: AnswerCell): string;
export function answerText(answer: AnswerCell | null): string | null;
export function answerText(answer: AnswerCell | null): string | null {
  if (answer === null || typeof answer === 'string') return answer;
  return Buffer.isBuffer(answer) ? `bytes ${answer.toString('base64')}` : asText(answer);
}

/** A damaged file may hold other types than were written, which would pass for them. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : `not a text: ${typeof value}`;
}

/** `journal entries 5 to 9 are …` */
export function describeBreak({ from, to, problem }: ChainBreak): string {
  const entries = from === to ? `journal entry ${from}` : `journal entries ${from} to ${to}`;
  if (problem === 'missing') return `${entries} ${from === to ? 'is' : 'are'} missing`;
  return `${entries}: at least one is not what was written, their chain of hashes does not hold`;
}
