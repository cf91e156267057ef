import { describe, expect, it } from 'vitest';
import { type FusionInputs, type FusionSettings, createFusionDecision, decide } from './decide.ts';
import { describe as describeDecision } from './explain.ts';

const ONE = Float64Array.of(1);

function worded(score: number, given: Partial<FusionInputs> = {}, buyThreshold = 0.6): string {
  const inputs: FusionInputs = {
    modelScore: Number.NaN,
    regime: 'bull',
    isInPosition: false,
    ...given,
    scores: Float64Array.of(score),
  };
  const settings: FusionSettings = {
    buyThreshold,
    sellThreshold: 0.4,
    modelWeight: 0.5,
    weights: { bull: ONE, bear: ONE, sideways: ONE, volatile: ONE, unknown: ONE },
    entriesAllowed: { bull: true, bear: true, sideways: true, volatile: false, unknown: true },
  };
  return describeDecision(inputs, settings, decide(inputs, settings, createFusionDecision()));
}

describe('a fused decision in words', () => {
  it.each([
    [0.53, {}, 'score 0.53 below buy threshold 0.60'],
    [0.7, {}, 'score 0.70 at or above buy threshold 0.60'],
    [0.6, {}, 'score 0.60 at or above buy threshold 0.60'],
    [0.7, { regime: 'volatile' }, 'regime volatile is not allowed'],
    [0.55, { isInPosition: true }, 'score 0.55 above sell threshold 0.40'],
    [0.2, { isInPosition: true }, 'score 0.20 at or below sell threshold 0.40'],
    [Number.NaN, {}, 'no signal has a value'],
  ] as const)('score %d, %o: %s', (score, given, sentence) => {
    expect(worded(score, given)).toBe(sentence);
  });

  it('shows as many digits as tell the score from the threshold', () => {
    expect(worded(0.5999)).toBe('score 0.5999 below buy threshold 0.6000');
    expect(worded(0.611, {}, 0.6125)).toBe('score 0.611 below buy threshold 0.613');
    expect(worded(0.6 - Number.EPSILON / 2)).toBe('score 0.5999999999999999 below buy threshold 0.6000000000000000');
  });
});
