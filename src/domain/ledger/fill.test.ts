import { describe, expect, it } from 'vitest';
import { executionTimeMs } from './fill.ts';

describe('the time of a fill', () => {
  it.each<[string, number | undefined, number]>([
    ['that the venue says', 900, 900],
    ['that the venue says to be later than we were told is when we were told', 1100, 1000],
    ['of which the venue says nothing is when we were told', undefined, 1000],
  ])('%s', (_title, executedMs, expected) => {
    expect(executionTimeMs({ executedMs }, 1000)).toBe(expected);
  });
});
