/** Packs an indicator's state into one array of numbers and takes it apart again, bit for bit. */
import { assert } from '../../../domain/assert.ts';
import { Line } from '../line.ts';

/** A part with a state of its own: another indicator or a rolling window. */
export interface Savable {
  save(): Float64Array;
  restore(state: Float64Array): void;
}

type Piece = number | Line | Float64Array | Savable;

/** The pieces in order; a part is preceded by its length. `StateReader` reads them in the same order. */
export function packState(...pieces: readonly Piece[]): Float64Array {
  const numbers: number[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'number') numbers.push(piece);
    else if (piece instanceof Line) numbers.push(piece.current, piece.previous);
    else if (piece instanceof Float64Array) for (const value of piece) numbers.push(value);
    else {
      const part = piece.save();
      numbers.push(part.length);
      for (const value of part) numbers.push(value);
    }
  }
  return Float64Array.from(numbers);
}

/** Reads what `packState` wrote. Too few or too many numbers mean a state of other parameters: an assertion fails. */
export class StateReader {
  readonly #state: Float64Array;
  #position = 0;

  constructor(state: Float64Array) {
    this.#state = state;
  }

  number(): number {
    return this.#take(1)[0] as number;
  }

  /** A whole number below 2³¹, as the small integer that keeps array indexes fast. */
  count(): number {
    return this.number() | 0;
  }

  line(line: Line): void {
    line.current = this.number();
    line.previous = this.number();
  }

  array(target: Float64Array): void {
    target.set(this.#take(target.length));
  }

  part(part: Savable): void {
    part.restore(this.#take(this.count()));
  }

  end(): void {
    const { length } = this.#state;
    assert(this.#position === length, `state must hold ${this.#position} numbers, it held ${length}`);
  }

  #take(length: number): Float64Array {
    const from = this.#position;
    this.#position += length;
    const held = this.#state.length;
    assert(this.#position <= held, `state must hold at least ${this.#position} numbers, it held ${held}`);
    return this.#state.subarray(from, this.#position);
  }
}
