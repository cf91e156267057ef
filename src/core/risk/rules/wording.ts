/** How numbers are written in denials: short, but never rounded to the limit they exceed. */

/** Twelve significant digits hide float64 noise only. */
export function plain(value: number): string {
  return Number.isNaN(value) ? 'unknown' : String(Number(value.toPrecision(12)));
}

/** A ratio as people read it: `12.5 %`. */
export function percent(ratio: number): string {
  return `${plain(ratio * 100)} %`;
}
