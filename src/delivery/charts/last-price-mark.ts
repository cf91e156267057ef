import { type Frame, type ValueScale, pixel, textMark } from '../../research/reports/drawing/index.ts';
import { numberText } from '../../research/reports/index.ts';

export interface LastPriceMark {
  readonly price: number;
  readonly isUp: boolean;
  readonly y: ValueScale;
  readonly frame: Frame;
}

/** The latest price as a tag right of the frame. */
export function lastPriceMark({ price, isUp, y, frame }: LastPriceMark): string {
  const right = frame.left + frame.width;
  const at = y(price);
  const text = price >= 1000 ? numberText(price) : String(Number(price.toPrecision(6)));
  return (
    `<line class="${isUp ? 'up' : 'down'}-line half" x1="${pixel(frame.left)}" x2="${pixel(right)}" y1="${pixel(at)}" y2="${pixel(at)}" stroke-dasharray="3 3"/>` +
    `<rect class="${isUp ? 'up' : 'down'}" x="${pixel(right + 4)}" y="${pixel(at - 9)}" width="68" height="18" rx="3"/>` +
    textMark({ x: right + 38, y: at + 4, text, look: 'on-color small', anchor: 'middle' })
  );
}
