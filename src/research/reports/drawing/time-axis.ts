import { DAY_MS } from '../../../domain/durations.ts';
import { type ScaleTime, scaleUtc } from 'd3-scale';
import { type Frame, pixel } from './frame.ts';
import { textMark } from './text-mark.ts';

export type TimeScale = ScaleTime<number, number>;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const PIXELS_PER_TICK = 95;

/** UTC; a single moment gets an hour on both sides. */
export function timeScale(fromMs: number, toMs: number, frame: Frame): TimeScale {
  const room = toMs > fromMs ? 0 : DAY_MS / 24;
  return scaleUtc()
    .domain([fromMs - room, toMs + room])
    .range([frame.left, frame.left + frame.width]);
}

/** Vertical grid lines through `frame`, labelled beneath it; a label needs 28 pixels beside the frame. */
export function timeAxis(scale: TimeScale, frame: Frame): string {
  const bottom = frame.top + frame.height;
  const ticks = scale.ticks(Math.max(2, Math.round(frame.width / PIXELS_PER_TICK)));
  const stepMs = ticks.length > 1 ? Number(ticks[1]) - Number(ticks[0]) : DAY_MS;
  return ticks
    .map((time, i) => {
      const x = scale(time);
      const line = `<line class="grid" x1="${pixel(x)}" x2="${pixel(x)}" y1="${pixel(frame.top)}" y2="${pixel(bottom)}"/>`;
      return (
        line +
        textMark({ x, y: bottom + 17, text: tickLabel(time, stepMs, i === 0), look: 'muted small', anchor: 'middle' })
      );
    })
    .join('');
}

/** As much of the date as tells one tick from the next; the first one in full. */
function tickLabel(time: Date, stepMs: number, isFirst: boolean): string {
  const year = time.getUTCFullYear();
  const month = MONTHS[time.getUTCMonth()] ?? '';
  if (stepMs >= 360 * DAY_MS) return String(year);
  if (stepMs >= 27 * DAY_MS) return `${month} ${year}`;
  const day = `${time.getUTCDate()} ${month}`;
  if (stepMs >= DAY_MS) return isFirst ? `${day} ${year}` : day;
  if (time.getTime() % DAY_MS === 0) return day;
  const clock = time.toISOString().slice(11, 16);
  return isFirst ? `${day} ${clock}` : clock;
}
