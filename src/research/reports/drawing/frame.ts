/** A rectangle that something is plotted in, in pixels of the picture. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Coordinates with one decimal: sharper than any screen and a third of the size. */
export function pixel(value: number): string {
  return String(Math.round(value * 10) / 10);
}
