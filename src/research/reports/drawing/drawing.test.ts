import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisNumbers } from './axis-numbers.ts';
import { escapeXml, legend, textMark, timeAxis, timeScale, valueScale } from './index.ts';
import { thinOut } from './thin-out.ts';

describe('thinning out', () => {
  const curve = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 500 });

  it('keeps ends and extremes, in order, and at most four points a pixel', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 1, max: 40 }), (values, columns) => {
        const points = thinOut({ timeMs: values.map((_, i) => i * 60_000), values }, columns);
        const kept = points.map(([, value]) => value);
        expect(points[0]).toEqual([0, values[0]]);
        expect(points.at(-1)).toEqual([(values.length - 1) * 60_000, values.at(-1)]);
        expect([Math.min(...kept), Math.max(...kept)]).toEqual([Math.min(...values), Math.max(...values)]);
        expect(points.every(([time], i) => i === 0 || time > (points[i - 1]?.[0] ?? 0))).toBe(true);
        expect(points.length).toBeLessThanOrEqual(4 * (columns + 1));
      }),
    );
  });

  it('changes nothing when there are fewer points than pixels', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const points = thinOut({ timeMs: values.map((_, i) => i), values }, 1000);
    expect(points.map(([, value]) => value)).toEqual(values);
  });

  it('nothing stays nothing', () => {
    expect(thinOut({ timeMs: [], values: [] }, 10)).toEqual([]);
  });
});

describe('numbers of an axis', () => {
  it.each([
    [[0, 10_000, 20_000, 50_000], '0 10k 20k 50k'],
    [[9000, 10_000, 11_000], '9k 10k 11k'],
    [[9980, 10_000, 10_020], '9,980 10,000 10,020'],
    [[21_600, 21_800, 22_000], '21.6k 21.8k 22.0k'],
    [[1e7, 1.5e7], '10M 15M'],
    [[0.001, 0.0015, 0.002], '0.0010 0.0015 0.0020'],
    [[-1, -0.5, 0], '-1.0 -0.5 0.0'],
    [[0, 50, 100], '0 50 100'],
    [[5], '5'],
    [[], ''],
  ])('%j reads %s', (values, text) => {
    const label = axisNumbers(values);
    expect(values.map(label).join(' ')).toBe(text);
  });
});

describe('time axis', () => {
  const frame = { left: 60, top: 0, width: 800, height: 100 };
  const labels = (fromMs: number, toMs: number) =>
    [...timeAxis(timeScale(fromMs, toMs, frame), frame).matchAll(/>([^<]+)<\/text>/g)].map((match) => match[1]);

  it('says as much of the date as is needed, the first one in full', () => {
    const start = Date.UTC(2024, 0, 30, 10);
    expect(labels(start, start + 4 * 3_600_000).slice(0, 2)).toEqual(['30 Jan 10:00', '10:30']);
    expect(labels(start, start + 2 * 86_400_000)).toContain('31 Jan');
    expect(labels(start, start + 8 * 86_400_000)[0]).toBe('31 Jan 2024');
    expect(labels(start, start + 300 * 86_400_000)).toContain('Apr 2024');
    expect(labels(start, start + 9 * 365 * 86_400_000)).toContain('2026');
  });

  it('a single moment has room around it', () => {
    expect(labels(0, 0).length).toBeGreaterThan(1);
  });
});

it('a flat value stands in the middle of its scale', () => {
  const y = valueScale(100, 100, { left: 0, top: 0, width: 10, height: 200 });
  expect(y(100)).toBeCloseTo(100, 9);
  expect(y.ticks(4).length).toBeGreaterThan(1);
});

it('text keeps its meaning and nothing else', () => {
  expect(escapeXml('<a href="x">\'&\u0000\u0001\ud800</a>\n\t😀é')).toBe(
    '&lt;a href=&quot;x&quot;&gt;&#39;&amp;\\x00\\x01\\ud800&lt;/a&gt;\n\t😀é',
  );
});

it('text longer than its place is shortened', () => {
  expect(textMark({ x: 0, y: 0, text: 'a'.repeat(100), width: 68 })).toContain(`>${'a'.repeat(9)}…<`);
  expect(textMark({ x: 0, y: 0, text: 'short', width: 68 })).toContain('>short<');
});

it('a legend names its lines from right to left without leaving its place', () => {
  const marks = legend(
    [
      { text: 'Strategy', look: 'c0' },
      { text: 'Buy and hold', look: 'c1' },
    ],
    500,
    20,
  );
  const places = [...marks.matchAll(/x="([\d.]+)"/g)].map((match) => Number(match[1]));
  expect(places.every((place) => place > 0 && place < 500)).toBe(true);
});
