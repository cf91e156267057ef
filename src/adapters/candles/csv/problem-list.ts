import type { RowProblem } from '../../../ports/candle-files.ts';

const MAX_SHOWN = 20;

/** Counts every problem and keeps the first twenty by line: a broken file of gigabytes must not fill the memory. */
export class ProblemList {
  #count = 0;
  readonly #shown: RowProblem[] = [];

  get count(): number {
    return this.#count;
  }

  /** The first twenty, by line. */
  get shown(): readonly RowProblem[] {
    return this.#shown;
  }

  /** `describe` is called only for a problem that comes early enough to be shown. */
  add(line: number, describe: () => Omit<RowProblem, 'line'>): void {
    this.#count += 1;
    const after = this.#shown.findLastIndex((problem) => problem.line <= line);
    if (after + 1 >= MAX_SHOWN) return;
    this.#shown.splice(after + 1, 0, { line, ...describe() });
    if (this.#shown.length > MAX_SHOWN) this.#shown.pop();
  }
}
