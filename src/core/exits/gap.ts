/**
 * What an exit level fills at when the market opens beyond it, before slippage. Pessimism is the point: nobody bought in
 * a gap, so a stop fills at the lower open. A target fills at the better open, as a resting limit order does.
 */

export function stopFillPrice(open: number, stop: number): number {
  return Math.min(open, stop);
}

export function targetFillPrice(open: number, target: number): number {
  return Math.max(open, target);
}
