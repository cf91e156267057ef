import { describe, expect, it } from 'vitest';
import { StrategyInputError } from './input-error.ts';

describe('input that cannot be traded on', () => {
  it('is reported with the strategy and every problem on a line of its own', () => {
    const error = new StrategyInputError('signals-file', ['line 2: bad', 'line 9: worse']);
    expect(error.message).toBe('strategy signals-file cannot start:\n  line 2: bad\n  line 9: worse');
  });

  it('spells out twenty problems, counts the rest and keeps all of them', () => {
    const problems = Array.from({ length: 25 }, (_, index) => `problem ${index + 1}`);
    const error = new StrategyInputError('x', problems);
    expect(error.message).toContain('problem 20\n  and 5 more');
    expect(error.message).not.toContain('problem 21');
    expect(error.problems).toEqual(problems);
  });
});
