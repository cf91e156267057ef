/** A point of a curve: time in Unix milliseconds, value. */
export type CurvePoint = readonly [timeMs: number, value: number];

export interface Curve {
  /** Ascending. */
  readonly timeMs: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/**
 * The points that can be told apart on `columns` pixels: of each column the first, lowest, highest and last, so that the
 * line drawn through them looks the same as through all. One pass.
 */
export function thinOut({ timeMs, values }: Curve, columns: number): CurvePoint[] {
  const length = Math.min(timeMs.length, values.length);
  const points: CurvePoint[] = [];
  if (length === 0) return points;
  const fromMs = timeMs[0] as number;
  const columnsPerMs = Math.max(1, columns) / Math.max(1, (timeMs[length - 1] as number) - fromMs);
  let column = -1;
  let first = 0;
  let low = 0;
  let high = 0;
  const keep = (index: number) => points.push([timeMs[index] as number, values[index] as number]);
  const close = (last: number) => {
    keep(first);
    const earlier = Math.min(low, high);
    const later = Math.max(low, high);
    if (earlier > first && earlier < last) keep(earlier);
    if (later > earlier && later > first && later < last) keep(later);
    if (last > first) keep(last);
  };
  for (let i = 0; i < length; i += 1) {
    const at = Math.floor(((timeMs[i] as number) - fromMs) * columnsPerMs);
    if (at !== column) {
      if (column >= 0) close(i - 1);
      column = at;
      first = i;
      low = i;
      high = i;
    } else if ((values[i] as number) < (values[low] as number)) {
      low = i;
    } else if ((values[i] as number) > (values[high] as number)) {
      high = i;
    }
  }
  close(length - 1);
  return points;
}
