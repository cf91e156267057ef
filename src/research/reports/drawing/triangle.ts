import { pixel } from './frame.ts';

export interface Triangle {
  /** The tip. */
  readonly x: number;
  readonly y: number;
  readonly pointing: 'up' | 'down';
  readonly look: string;
  readonly size?: number;
}

export function triangle({ x, y, pointing, look, size = 5 }: Triangle): string {
  const base = pointing === 'up' ? y + size * 1.7 : y - size * 1.7;
  return `<path class="marker ${look}" d="M${pixel(x)},${pixel(y)}L${pixel(x - size)},${pixel(base)}H${pixel(x + size)}Z"/>`;
}
