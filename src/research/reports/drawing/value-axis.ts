import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { axisNumbers } from './axis-numbers.ts';
import { type Frame, pixel } from './frame.ts';
import { textMark } from './text-mark.ts';

export type ValueScale = ScaleLinear<number, number>;

const PIXELS_PER_TICK = 44;

/** From `low` at the bottom to `high` at the top, rounded out to even values. A flat range gets room on both sides. */
export function valueScale(low: number, high: number, frame: Frame): ValueScale {
  const isFlat = !(high > low);
  const room = isFlat ? Math.abs(low) * 0.01 || 1 : 0;
  return scaleLinear()
    .domain([low - room, high + room])
    .range([frame.top + frame.height, frame.top])
    .nice(tickCount(frame));
}

/** Grid lines with their values left of the frame. */
export function valueAxis(scale: ValueScale, frame: Frame, write?: (value: number) => string): string {
  const ticks = scale.ticks(tickCount(frame));
  const label = write ?? axisNumbers(ticks);
  return ticks
    .map((value) => {
      const y = scale(value);
      const line = `<line class="grid" x1="${pixel(frame.left)}" x2="${pixel(frame.left + frame.width)}" y1="${pixel(y)}" y2="${pixel(y)}"/>`;
      return line + textMark({ x: frame.left - 8, y: y + 4, text: label(value), look: 'muted small', anchor: 'end' });
    })
    .join('');
}

function tickCount(frame: Frame): number {
  return Math.max(2, Math.round(frame.height / PIXELS_PER_TICK));
}
