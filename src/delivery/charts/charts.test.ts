import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candle } from '../../domain/index.ts';
import { candleChartSvg, profitChartSvg } from './index.ts';
import { mergeCandles } from './merge-candles.ts';

const HOUR = 3_600_000;

function candlesOf(closes: readonly number[]): Candle[] {
  return closes.map((close, i) => {
    const open = closes[i - 1] ?? close;
    const [high, low] = [Math.max(open, close) + 1, Math.min(open, close) - 1];
    return { openTimeMs: i * HOUR, open, high, low, close, volume: 1 + (i % 5) };
  });
}

const total = (list: readonly Candle[]) => list.reduce((sum, { volume }) => sum + volume, 0);

const rising = candlesOf([100, 101, 102, 103, 104]);

/** Numbers in drawing commands and coordinates that lie outside the picture. */
function strayCoordinates(svg: string, width: number, height: number): number[] {
  const pairs = [...svg.matchAll(/[ML]([-\d.]+),([-\d.]+)/g)];
  return pairs
    .filter(([, x, y]) => !(Number(x) >= 0 && Number(x) <= width && Number(y) >= 0 && Number(y) <= height))
    .flatMap(([, x, y]) => [Number(x), Number(y)]);
}

/** Height of the last price's tag in the picture. */
function tagOf(closes: readonly number[]): number {
  const svg = candleChartSvg({ candles: candlesOf(closes), title: '' });
  return Number(/<rect class="(?:up|down)" x="[\d.]+" y="([\d.]+)"/.exec(svg)?.[1]);
}

describe('the candle chart', () => {
  it('draws candles, volume, trades, overlays and the last price inside the picture', () => {
    const svg = candleChartSvg({
      candles: rising,
      trades: [
        { timeMs: HOUR, side: 'buy', price: 101 },
        { timeMs: 3 * HOUR, side: 'sell', price: 103 },
      ],
      overlays: [{ title: 'EMA 2', values: [undefined, 100.5, Number.NaN, 102.5, 900] }],
      title: 'BTC/USDT 1h',
    });
    expect(strayCoordinates(svg, 1000, 520)).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg.match(/class="marker f0"/g)).toHaveLength(1);
    expect(svg.match(/class="marker f1"/g)).toHaveLength(1);
    for (const text of ['EMA 2', '>104<', 'Volume', 'BTC/USDT 1h']) expect(svg).toContain(text);
  });

  it('the last price stands at its place on the scale', () => {
    expect(tagOf([100, 110, 120])).toBeLessThan(tagOf([100, 120, 110]));
    expect(tagOf([100, 120, 110])).toBeLessThan(tagOf([110, 120, 100]));
  });

  it('leaves out trades of other times', () => {
    const trades = [
      { timeMs: -1, side: 'buy', price: 100 },
      { timeMs: 5 * HOUR, side: 'sell', price: 104 },
      { timeMs: 5 * HOUR + 1, side: 'sell', price: 104 },
    ] as const;
    expect(candleChartSvg({ candles: rising, trades, title: '' }).match(/class="marker/g)).toHaveLength(1);
  });

  it('has as many candles as fit, whatever it is given', () => {
    const many = candlesOf(Array.from({ length: 100_000 }, (_, i) => 100 + Math.sin(i / 500)));
    const svg = candleChartSvg({ candles: many, title: 'many' });
    expect(svg.length).toBeLessThan(40_000);
    expect(strayCoordinates(svg, 1000, 520)).toEqual([]);
  });

  it.each([
    ['nothing', []],
    ['one candle', candlesOf([100])],
    [
      'a price that never moves and no volume',
      rising.map((c) => ({ ...c, open: 1, high: 1, low: 1, close: 1, volume: 0 })),
    ],
  ])('%s still makes a picture', (_, candles) => {
    const svg = candleChartSvg({ candles, title: 'few', width: 10, height: 10 });
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toContain('</svg>');
    expect(svg.includes('No data yet')).toBe(candles.length === 0);
    expect(svg).toContain('viewBox="0 0 320 240"');
  });

  it('titles cannot become markup', () => {
    const overlays = [{ title: '<b>"', values: [] }];
    const svg = candleChartSvg({ candles: rising, overlays, title: '</svg><script>' });
    expect(svg).toContain('&lt;/svg&gt;&lt;script&gt;');
    expect(svg).toContain('&lt;b&gt;&quot;');
    expect(svg).not.toContain('<script');
  });
});

it('merged candles keep open, extremes, close and volume', () => {
  const closes = fc.array(fc.integer({ min: 10, max: 1000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(closes, fc.integer({ min: 1, max: 60 }), (values, most) => {
      const candles = candlesOf(values);
      const merged = mergeCandles(candles, most);
      expect(merged.length).toBeLessThanOrEqual(most);
      expect(merged[0]?.open).toBe(candles[0]?.open);
      expect(merged.at(-1)?.close).toBe(candles.at(-1)?.close);
      expect(Math.max(...merged.map(({ high }) => high))).toBe(Math.max(...candles.map(({ high }) => high)));
      expect(Math.min(...merged.map(({ low }) => low))).toBe(Math.min(...candles.map(({ low }) => low)));
      expect(total(merged)).toBe(total(candles));
    }),
  );
});

describe('the profit chart', () => {
  it.each([
    [[1000, 900, 1100], 'up', '1,100.00, +100.00 (+10.00 %)'],
    [[1000, 1200, 950], 'down', '950.00, -50.00 (-5.00 %)'],
  ] as const)('%j is drawn as %s', (equity, side, text) => {
    const svg = profitChartSvg({ timeMs: [0, HOUR, 2 * HOUR], equity, title: 'Profit' });
    expect(svg).toContain(text);
    expect(svg).toContain(`class="line ${side}-line"`);
    expect(strayCoordinates(svg, 1000, 420)).toEqual([]);
  });

  it('a million points draw as fast as they can be seen', () => {
    const timeMs = Float64Array.from({ length: 1_000_000 }, (_, i) => i * 60_000);
    const equity = timeMs.map((_, i) => 1000 + Math.sin(i));
    expect(profitChartSvg({ timeMs, equity, title: 'Profit' }).length).toBeLessThan(150_000);
  });

  it('without any point it says so', () => {
    expect(profitChartSvg({ timeMs: [], equity: [], title: 'Profit' })).toContain('No data yet');
  });
});
