/**
 * An indicator's output: its latest value and the one before. `NaN` inside means "not there yet"; readers outside the
 * core use `value`, which is `undefined` then. Comparisons with `NaN` are false, so a crossing never fires early.
 */
export class Line {
  /** Raw latest value, `NaN` before warm-up. */
  current = Number.NaN;
  /** Raw value one candle earlier, `NaN` before there was one. */
  previous = Number.NaN;

  /** The latest value, `undefined` until the indicator is warmed up. */
  get value(): number | undefined {
    return Number.isNaN(this.current) ? undefined : this.current;
  }

  push(value: number): void {
    this.previous = this.current;
    this.current = value;
  }
}
