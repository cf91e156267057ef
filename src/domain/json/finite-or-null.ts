/** JSON has no NaN and no infinity: a number that does not exist is null there. */
export function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
