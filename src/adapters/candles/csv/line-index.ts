/** Line numbers of stored rows, at a cost only for lines that are not rows: blank ones and broken ones. */
export class LineIndex {
  readonly #firstLine: number;
  /** Row before which lines were skipped, and how many were skipped up to there; both ascending. */
  readonly #rows: number[] = [];
  readonly #skipped: number[] = [];

  constructor(firstLine: number) {
    this.#firstLine = firstLine;
  }

  /** Notes that a line gave no row; `rowCount` rows came before it. */
  skipLine(rowCount: number): void {
    const last = this.#rows.length - 1;
    if (last >= 0 && this.#rows[last] === rowCount) {
      this.#skipped[last] = (this.#skipped[last] ?? 0) + 1;
      return;
    }
    this.#rows.push(rowCount);
    this.#skipped.push((this.#skipped[last] ?? 0) + 1);
  }

  /** Line of a stored row; also of the line that follows `row` rows, when `row` was not stored. */
  lineOf(row: number): number {
    let from = 0;
    let to = this.#rows.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#rows[middle] ?? 0) <= row) from = middle + 1;
      else to = middle;
    }
    return this.#firstLine + row + (this.#skipped[from - 1] ?? 0);
  }
}
