/** Lists an indicator's state and takes it back in the same order, bit for bit. */
import { type Saved, UnreadableSave, savedCount, savedList, savedNumber, savedNumbers } from '../../../domain/saved.ts';
import type { Line } from '../line.ts';

/** A part with a state of its own: another indicator or a rolling window. */
export interface Savable {
  save(): Saved;
  /** `where` names the indicator in errors. */
  restore(saved: Saved, where: string): void;
}

type Piece = number | Line | Float64Array | Savable;

/** The pieces in order: a line is three numbers, an array and a part are lists of their own. Nothing is shared with them. */
export function packState(...pieces: readonly Piece[]): Saved {
  const state: Saved[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'number') state.push(piece);
    else if (piece instanceof Float64Array) state.push(Array.from(piece));
    else if ('save' in piece) state.push(piece.save());
    else state.push(piece.current, piece.previous, piece.isHeld ? 1 : 0);
  }
  return state;
}

/** Reads what `packState` wrote. All methods throw UnreadableSave, naming `where`, on a state of another shape. */
export class StateReader {
  readonly #state: readonly Saved[];
  readonly #where: string;
  #position = 0;

  /** The state of an indicator begins with its `warmUp`, by which one of another period is told apart. */
  constructor(saved: Saved, where: string, warmUp?: number) {
    this.#state = savedList(saved, where);
    this.#where = where;
    if (warmUp === undefined) return;
    const other = this.number();
    if (other === warmUp) return;
    throw new UnreadableSave(`saved ${where} must be of one that warms up in ${warmUp} candles, was of ${other}`);
  }

  number(): number {
    return savedNumber(this.#next(), this.#where);
  }

  /** A whole number from 0 to `most`, as the small integer that keeps array indexes fast. */
  count(most: number): number {
    return savedCount(this.#next(), this.#where, most) | 0;
  }

  line(line: Line): void {
    line.current = this.number();
    line.previous = this.number();
    line.isHeld = this.count(1) === 1;
  }

  array(target: Float64Array): void {
    target.set(savedNumbers(this.#next(), this.#where, target.length));
  }

  part(part: Savable): void {
    part.restore(this.#next(), this.#where);
  }

  end(): void {
    savedList(this.#state, this.#where, this.#position);
  }

  #next(): Saved {
    const at = this.#position;
    this.#position += 1;
    const value = this.#state[at];
    if (value !== undefined) return value;
    throw new UnreadableSave(`saved ${this.#where} must be a list of more than ${at}, was a list of ${at}`);
  }
}
