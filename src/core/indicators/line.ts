/**
 * An indicator's output: its latest value and the one before. `NaN` inside means "not there yet"; readers outside the
 * core use `value`, which is `undefined` then. Comparisons with `NaN` are false, so a crossing never fires early.
 */
export class Line {
  /** Raw latest value, `NaN` before warm-up. */
  current = Number.NaN;
  /** Raw value one candle earlier, `NaN` before there was one. */
  previous = Number.NaN;

  /** At a base candle that brought no new value: of a higher timeframe, or of an instrument that had no candle. */
  isHeld = false;

  /** The value one candle of the strategy's own timeframe earlier; `NaN` before there was one. */
  get before(): number {
    return this.isHeld ? this.current : this.previous;
  }

  /** The latest value, `undefined` until the indicator is warmed up. */
  get value(): number | undefined {
    return Number.isNaN(this.current) ? undefined : this.current;
  }

  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
  }

  /** Nothing to compute a new value from: the latest one stays, `first` before there was one. */
  stay(first: number): void {
    this.push(Number.isNaN(this.current) ? first : this.current);
  }

  push(value: number): void {
    this.previous = this.current;
    this.current = value;
  }
}
