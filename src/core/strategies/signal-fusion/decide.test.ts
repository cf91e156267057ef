import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Regime } from '../../../domain/decision.ts';
import { type FusionDecision, type FusionInputs, type FusionSettings, createFusionDecision, decide } from './decide.ts';

const EQUAL = Float64Array.of(1, 1);

const SETTINGS: FusionSettings = {
  buyThreshold: 0.6,
  sellThreshold: 0.4,
  modelWeight: 0.5,
  weights: { bull: EQUAL, bear: EQUAL, sideways: EQUAL, volatile: EQUAL, unknown: EQUAL },
  entriesAllowed: { bull: true, bear: false, sideways: true, volatile: false, unknown: false },
};

function someInputs(given: Partial<Omit<FusionInputs, 'scores'>> & { scores: readonly number[] }): FusionInputs {
  return {
    modelScore: Number.NaN,
    regime: 'bull',
    isInPosition: false,
    ...given,
    scores: Float64Array.from(given.scores),
  };
}

function decided(inputs: FusionInputs, settings: Partial<FusionSettings> = {}): FusionDecision {
  return decide(inputs, { ...SETTINGS, ...settings }, createFusionDecision());
}

describe('a fused decision', () => {
  it.each([
    { score: 0.7, isInPosition: false, regime: 'bull', action: 'buy', hold: undefined },
    { score: 0.6, isInPosition: false, regime: 'bull', action: 'buy', hold: undefined },
    { score: 0.59, isInPosition: false, regime: 'bull', action: 'hold', hold: 'scoreBelowBuyThreshold' },
    { score: 0.3, isInPosition: false, regime: 'bull', action: 'hold', hold: 'scoreBelowBuyThreshold' },
    { score: 0.7, isInPosition: false, regime: 'volatile', action: 'hold', hold: 'regimeNotAllowed' },
    { score: 0.59, isInPosition: false, regime: 'volatile', action: 'hold', hold: 'scoreBelowBuyThreshold' },
    { score: 0.7, isInPosition: true, regime: 'bull', action: 'hold', hold: 'scoreAboveSellThreshold' },
    { score: 0.41, isInPosition: true, regime: 'bull', action: 'hold', hold: 'scoreAboveSellThreshold' },
    { score: 0.4, isInPosition: true, regime: 'bull', action: 'sell', hold: undefined },
    { score: 0.1, isInPosition: true, regime: 'volatile', action: 'sell', hold: undefined },
  ] as const)('at $score in a $regime market, in a position: $isInPosition, is $action', (row) => {
    const { score, isInPosition, regime, action, hold } = row;
    expect(decided(someInputs({ scores: [score, score], isInPosition, regime }))).toMatchObject({
      action,
      hold,
      score,
    });
  });

  it('weighs the signals with the weights of the regime', () => {
    const weights = { ...SETTINGS.weights, sideways: Float64Array.of(1, 3) };
    const scores = [1, 0.2];
    expect(decided(someInputs({ scores }), { weights }).score).toBeCloseTo(0.6, 12);
    expect(decided(someInputs({ scores, regime: 'sideways' }), { weights }).score).toBeCloseTo(0.4, 12);
  });

  it('leaves a signal without a value out instead of counting it as a zero', () => {
    expect(decided(someInputs({ scores: [0.8, Number.NaN] })).score).toBe(0.8);
  });

  it('holds when no signal has a value', () => {
    for (const isInPosition of [false, true]) {
      const decision = decided(someInputs({ scores: [Number.NaN, Number.NaN], isInPosition }));
      expect(decision).toEqual({ action: 'hold', hold: 'noSignal', score: 0.5, scoreBlended: 0.5, confidence: 0 });
    }
  });

  it('can rest on the model alone when its rules are silent', () => {
    const inputs = someInputs({ scores: [Number.NaN, Number.NaN], modelScore: 1 });
    expect(decided(inputs, { modelWeight: 1 })).toMatchObject({ action: 'buy', scoreBlended: 1 });
  });

  it('blends the model in by its weight', () => {
    const decision = decided(someInputs({ scores: [0.4, 0.4], modelScore: 0.9 }), { modelWeight: 0.6 });
    expect(decision.score).toBeCloseTo(0.4, 12);
    expect(decision.scoreBlended).toBeCloseTo(0.7, 12);
    expect(decision.action).toBe('buy');
  });

  it.each([Number.NaN, -0.1, 1.1, Number.POSITIVE_INFINITY])(
    'does not take %d for an opinion of the model',
    (modelScore) => {
      const decision = decided(someInputs({ scores: [0.7, 0.7], modelScore }));
      expect(decision.scoreBlended).toBe(decision.score);
    },
  );

  it('is as confident as its score is far from undecided', () => {
    expect(decided(someInputs({ scores: [0.5, 0.5] })).confidence).toBe(0);
    expect(decided(someInputs({ scores: [1, 1] })).confidence).toBe(1);
    expect(decided(someInputs({ scores: [0, 0] })).confidence).toBe(1);
    expect(decided(someInputs({ scores: [0.7, 0.7] })).confidence).toBeCloseTo(0.4, 12);
  });
});

const score = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(Number.NaN));
const regime = fc.constantFrom<Regime>('bull', 'bear', 'sideways', 'volatile', 'unknown');

describe('whatever it is told, a fused decision', () => {
  it('is the same when made again, into any object', () => {
    const used = createFusionDecision();
    fc.assert(
      fc.property(score, score, score, regime, fc.boolean(), (a, b, modelScore, regime, isInPosition) => {
        const inputs = someInputs({ scores: [a, b], modelScore, regime, isInPosition });
        const first = { ...decide(inputs, SETTINGS, used) };
        expect(decide(inputs, SETTINGS, createFusionDecision())).toEqual(first);
      }),
    );
  });

  it('never buys in a position, never sells without one, and holds exactly with a reason', () => {
    fc.assert(
      fc.property(score, score, score, regime, fc.boolean(), (a, b, modelScore, regime, isInPosition) => {
        const decision = decided(someInputs({ scores: [a, b], modelScore, regime, isInPosition }));
        expect(decision.action).not.toBe(isInPosition ? 'buy' : 'sell');
        expect(decision.action === 'hold').toBe(decision.hold !== undefined);
      }),
    );
  });

  it('never undoes a trade on the same numbers', () => {
    fc.assert(
      fc.property(score, score, score, regime, (a, b, modelScore, regime) => {
        const flat = decided(someInputs({ scores: [a, b], modelScore, regime }));
        const held = decided(someInputs({ scores: [a, b], modelScore, regime, isInPosition: true }));
        expect(flat.action === 'buy' && held.action === 'sell').toBe(false);
      }),
    );
  });

  it('keeps its scores within 0..1', () => {
    fc.assert(
      fc.property(score, score, score, regime, (a, b, modelScore, regime) => {
        const { score, scoreBlended, confidence } = decided(someInputs({ scores: [a, b], modelScore, regime }));
        for (const value of [score, scoreBlended, confidence]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
