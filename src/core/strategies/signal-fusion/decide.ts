/** The only place where a fused decision is made. Reads numbers, writes numbers, allocates nothing. */
import type { Action, Regime } from '../../../domain/decision.ts';

/** What is known when the candle has closed. Reused from candle to candle. */
export interface FusionInputs {
  /** Rule signals, 0..1 each, in the order of the weights; `NaN` where a signal has nothing to say. */
  readonly scores: Float64Array;
  /** The model's opinion, 0..1; `NaN` without one. */
  modelScore: number;
  regime: Regime;
  isInPosition: boolean;
}

export interface FusionSettings {
  /** Enter when the blended score is at least this, 0..1. */
  readonly buyThreshold: number;
  /** Leave when the blended score is at most this, 0..1, below the buy threshold. */
  readonly sellThreshold: number;
  /** The model's share in the blend, 0..1. */
  readonly modelWeight: number;
  /** Weights of the rule signals in each regime, none negative. */
  readonly weights: Readonly<Record<Regime, Float64Array>>;
  /** The gate: whether a position may be entered in a regime. Leaving is always allowed. */
  readonly entriesAllowed: Readonly<Record<Regime, boolean>>;
}

/** Why nothing was done. */
type HoldCode = 'noSignal' | 'scoreBelowBuyThreshold' | 'regimeNotAllowed' | 'scoreAboveSellThreshold';

/** The answer; the caller's object, overwritten each time. */
export interface FusionDecision {
  action: Action;
  /** The first reason to hold, `undefined` when something is done. */
  hold: HoldCode | undefined;
  /** Weighted mean of the rule signals that have a value, 0..1; 0.5 when none has. */
  score: number;
  /** `score` and the model's opinion by weight; equal to `score` without a model. */
  scoreBlended: number;
  /** Distance of the blended score from undecided: 0 at 0.5, 1 at either end. */
  confidence: number;
}

export function createFusionDecision(): FusionDecision {
  return { action: 'hold', hold: 'noSignal', score: 0.5, scoreBlended: 0.5, confidence: 0 };
}

/** Whether a model score can be blended in; anything outside 0..1 is not an opinion. */
export function hasModelScore(inputs: FusionInputs): boolean {
  return inputs.modelScore >= 0 && inputs.modelScore <= 1;
}

/**
 * Weighs the signals, blends the model in and compares with the thresholds. Flat: buys from `buyThreshold` up, when
 * the regime allows entries. In a position: sells from `sellThreshold` down. Between them everything stays as it is.
 */
export function decide(inputs: FusionInputs, settings: FusionSettings, decision: FusionDecision): FusionDecision {
  const { scores } = inputs;
  const weights = settings.weights[inputs.regime];
  let weighted = 0;
  let total = 0;
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index] ?? Number.NaN;
    const weight = weights[index] ?? 0;
    if (Number.isNaN(score)) continue;
    weighted += weight * score;
    total += weight;
  }
  const hasRules = total > 0;
  const hasModel = hasModelScore(inputs) && settings.modelWeight > 0;
  decision.score = hasRules ? weighted / total : 0.5;
  decision.scoreBlended = hasModel
    ? (1 - settings.modelWeight) * decision.score + settings.modelWeight * inputs.modelScore
    : decision.score;
  decision.confidence = Math.abs(2 * decision.scoreBlended - 1);
  decision.hold = hasRules || hasModel ? holdCode(inputs, settings, decision.scoreBlended) : 'noSignal';
  decision.action = decision.hold === undefined ? (inputs.isInPosition ? 'sell' : 'buy') : 'hold';
  return decision;
}

function holdCode(inputs: FusionInputs, settings: FusionSettings, score: number): HoldCode | undefined {
  if (inputs.isInPosition) return score <= settings.sellThreshold ? undefined : 'scoreAboveSellThreshold';
  if (score < settings.buyThreshold) return 'scoreBelowBuyThreshold';
  return settings.entriesAllowed[inputs.regime] ? undefined : 'regimeNotAllowed';
}
