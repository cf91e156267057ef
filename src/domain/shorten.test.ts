import { expect, it } from 'vitest';
import { shorten } from './shorten.ts';

it.each([
  [[1, 2, 3], 0, []],
  [[1, 2, 3], 2, [1, 2]],
  [[1, 2, 3], 3, [1, 2, 3]],
  [[1], 5, [1]],
  [[], 0, []],
])('of %j the first %i stay', (list: number[], length, kept) => {
  shorten(list, length);
  expect(list).toEqual(kept);
});
