import { pixel } from './frame.ts';
import { textMark, textWidth } from './text-mark.ts';

export interface LegendEntry {
  readonly text: string;
  /** Class name that gives the stroke its colour: `c0` to `c3`. */
  readonly look: string;
}

/** Names of lines in a row that ends at `right`. */
export function legend(entries: readonly LegendEntry[], right: number, y: number): string {
  let x = right;
  const marks: string[] = [];
  for (const { text, look } of entries.toReversed()) {
    x -= textWidth(text) + 30;
    marks.push(
      `<line class="line ${look}" x1="${pixel(x)}" x2="${pixel(x + 16)}" y1="${pixel(y - 4)}" y2="${pixel(y - 4)}"/>`,
      textMark({ x: x + 21, y, text, look: 'muted' }),
    );
  }
  return marks.join('');
}
