/** A deposit (positive) or withdrawal, and the equity that it met; quote, float64. */
export interface FlowPoint {
  readonly timeMs: number;
  readonly amount: number;
  readonly equityBefore: number;
}

/**
 * The curve that one unit of what was there at the first point has taken: time-weighted, as if nothing had been paid in or
 * taken out. Flows, in the order of their times, count for the points after them. While nothing is left the curve stands.
 */
export function flowFreeCurve(timeMs: Float64Array, equity: Float64Array, flows: readonly FlowPoint[]): Float64Array {
  if (flows.length === 0) return equity;
  const curve = new Float64Array(equity.length);
  let scale = 1;
  let held: number | undefined;
  let next = 0;
  for (let i = 0; i < equity.length; i += 1) {
    for (; next < flows.length && (flows[next] as FlowPoint).timeMs < (timeMs[i] as number); next += 1) {
      const { amount, equityBefore } = flows[next] as FlowPoint;
      const value: number = held ?? equityBefore * scale;
      const after = equityBefore + amount;
      held = after > 0 ? undefined : value;
      if (after > 0) scale = value / after;
    }
    curve[i] = held ?? (equity[i] as number) * scale;
  }
  return curve;
}
