/** Few rows of long columns, with every high and low that a picture could show. */
export interface SampledRows {
  readonly timeMs: number[];
  readonly equity: number[];
  readonly buyAndHold: number[];
  readonly drawdownRatio: number[];
}

export interface LongColumns {
  readonly timeMs: Float64Array;
  readonly equity: Float64Array;
  readonly buyAndHold: Float64Array;
}

/** First and last row, and of each of `stretches` the extremes of both curves and the deepest drawdown. */
export function sampleRows({ timeMs, equity, buyAndHold }: LongColumns, stretches: number): SampledRows {
  const rows: SampledRows = { timeMs: [], equity: [], buyAndHold: [], drawdownRatio: [] };
  const length = timeMs.length;
  const drawdown = drawdownsOf(equity);
  const count = Math.min(stretches, length);
  for (let stretch = 0; stretch < count; stretch += 1) {
    const from = Math.floor((stretch * length) / count);
    const to = Math.floor(((stretch + 1) * length) / count);
    const kept = new Set([...extremes(equity, from, to), ...extremes(buyAndHold, from, to)]);
    kept.add(extremes(drawdown, from, to)[1]);
    if (stretch === 0) kept.add(0);
    if (stretch === count - 1) kept.add(length - 1);
    for (const row of [...kept].sort((a, b) => a - b)) {
      rows.timeMs.push(timeMs[row] as number);
      rows.equity.push(equity[row] as number);
      rows.buyAndHold.push(buyAndHold[row] as number);
      rows.drawdownRatio.push(drawdown[row] as number);
    }
  }
  return rows;
}

function drawdownsOf(equity: Float64Array): Float64Array {
  const drawdown = new Float64Array(equity.length);
  let peak = 0;
  for (let i = 0; i < equity.length; i += 1) {
    const value = equity[i] as number;
    if (value > peak) peak = value;
    drawdown[i] = peak > 0 ? 1 - value / peak : 0;
  }
  return drawdown;
}

/** Rows of the lowest and the highest value. */
function extremes(column: Float64Array, from: number, to: number): readonly [low: number, high: number] {
  let low = from;
  let high = from;
  for (let i = from + 1; i < to; i += 1) {
    if ((column[i] as number) < (column[low] as number)) low = i;
    else if ((column[i] as number) > (column[high] as number)) high = i;
  }
  return [low, high];
}
