import { describe, expect, it } from 'vitest';
import { buildReport } from '../build-report.ts';
import { HOUR_MS, START_MS, aReport, aReportTrade, smallRun, unclosedElements } from '../testing.ts';
import { reportSvg } from './index.ts';

describe('the picture of a report', () => {
  const svg = reportSvg(aReport());

  it('is well-formed and holds no number that is none', () => {
    expect(unclosedElements(svg)).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('draws both curves, the drawdown, a bar and a mark for each trade', () => {
    expect(svg.match(/class="line c[01]" d="/g)).toHaveLength(2);
    expect(svg).toContain('class="down faint"');
    expect(svg.match(/<rect class="(up|down)"/g)).toHaveLength(2);
    expect(svg.match(/<path class="marker up"/g)).toHaveLength(1);
    expect(svg.match(/<path class="marker down"/g)).toHaveLength(1);
  });

  it('shows the key numbers', () => {
    for (const text of ['Buy and hold', 'Largest drawdown', '50.00 %', 'by-index on BTC/USDT 1h']) {
      expect(svg).toContain(text);
    }
  });
});

it('names cannot become markup', () => {
  const report = aReport();
  const svg = reportSvg({ ...report, run: { ...report.run, strategy: '<script>"x"&\u0000' } });
  expect(svg).toContain('&lt;script&gt;&quot;x&quot;&amp;\\x00 on');
  expect(unclosedElements(svg)).toEqual([]);
});

it('any number of trades takes no more room than the pixels', () => {
  const trades = Array.from({ length: 50_000 }, (_, i) =>
    aReportTrade({ exitTimeMs: START_MS + ((i % 10) + 1) * HOUR_MS - i, returnRatio: Math.sin(i) / 10 }),
  );
  const svg = reportSvg(aReport({ trades }));
  expect(svg.length).toBeLessThan(100_000);
  expect(svg).not.toContain('class="marker');
  expect(svg).toContain('10.0 %');
});

it('trades without any gain or loss, and at the very end, stay inside the picture', () => {
  const last = START_MS + 10 * HOUR_MS;
  const svg = reportSvg(aReport({ trades: [aReportTrade({ returnRatio: 0, exitTimeMs: last })] }));
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  const ending = reportSvg(aReport({ trades: [aReportTrade({ exitTimeMs: last })] }));
  const [, left, width] = /<rect class="up" x="([\d.]+)" y="[\d.]+" width="(\d+)"/.exec(ending) ?? [];
  expect(Number(left) + Number(width)).toBeLessThanOrEqual(1000 - 32);
});

it.each([
  ['no candle', [100], 5],
  ['one candle', [100], 0],
  ['a price that never moves', [100, 100, 100, 100], 0],
])('%s still makes a picture', (_, closes, warmUpCandles) => {
  const { run, context } = smallRun({ closes, warmUpCandles });
  const svg = reportSvg(buildReport(run, context));
  expect(unclosedElements(svg)).toEqual([]);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});
