/** How far equity stood below its running peak, thinned out for drawing. */
export interface Underwater {
  readonly timeMs: readonly number[];
  /** 0 at a peak, up to 1. */
  readonly drawdownRatio: readonly number[];
}

/** At most `points` values: the deepest of each of as many equal stretches, so that no trough is lost. */
export function underwater(timeMs: Float64Array, equity: Float64Array, points: number): Underwater {
  const times: number[] = [];
  const drawdowns: number[] = [];
  const stretches = Math.min(Math.max(1, Math.floor(points)), timeMs.length);
  let peak = Number.NEGATIVE_INFINITY;
  let i = 0;
  for (let stretch = 1; stretch <= stretches; stretch += 1) {
    const end = Math.floor((stretch * timeMs.length) / stretches);
    let deepest = -1;
    let deepestAt = i;
    for (; i < end; i += 1) {
      const value = equity[i] as number;
      if (value > peak) peak = value;
      const drawdown = peak > 0 ? 1 - value / peak : 0;
      if (drawdown <= deepest) continue;
      deepest = drawdown;
      deepestAt = i;
    }
    times.push(timeMs[deepestAt] as number);
    drawdowns.push(deepest);
  }
  return { timeMs: times, drawdownRatio: drawdowns };
}
