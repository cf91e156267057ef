/** `undefined` when either side does not exist or the divisor is zero. */
export function quotient(dividend: number | undefined, divisor: number | undefined): number | undefined {
  if (dividend === undefined || divisor === undefined || divisor === 0) return undefined;
  const value = dividend / divisor;
  return Number.isFinite(value) ? value : undefined;
}
