import { expect, it } from 'vitest';
import type { Candle } from '../../domain/index.ts';
import { CandleWindow } from './candle-window.ts';

const candle = (at: number): Candle => ({
  openTimeMs: at,
  open: 2 + at,
  high: 9 + at,
  low: 1 + at,
  close: 5 + at,
  volume: at,
});

it.each([
  [0, 5, []],
  [3, 5, [0, 1, 2]],
  [3, 2, [1, 2]],
  [4, 9, [0, 1, 2, 3]],
  [5, 9, [1, 2, 3, 4]],
  [11, 3, [8, 9, 10]],
  [11, 0, []],
  [11, -1, []],
])('of %i candles a window of 4 gives the latest %i, oldest first', (count, limit, expected) => {
  const window = new CandleWindow(4);
  for (let at = 0; at < count; at += 1) window.push(candle(at));
  expect(window.latest(limit)).toEqual(expected.map(candle));
});
