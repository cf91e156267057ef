/** Puts a fused decision into words, from the very numbers that `decide` read and wrote. Built on demand. */
import type { Denial } from '../../../domain/decision.ts';
import { finiteOrNull } from '../../../domain/json/finite-or-null.ts';
import type { RegimeDetector } from '../../features/index.ts';
import type { Assessment, ModelScore } from '../api/index.ts';
import { type FusionDecision, type FusionInputs, type FusionSettings, hasModelScore } from './decide.ts';
import { signals } from './signals/index.ts';

export interface FusionState {
  readonly inputs: FusionInputs;
  readonly settings: FusionSettings;
  readonly decision: FusionDecision;
  readonly detector: RegimeDetector;
  readonly model: ModelScore | undefined;
}

export function assessFusion({ inputs, settings, decision, detector, model }: FusionState): Assessment {
  const isModelHeard = hasModelScore(inputs);
  const weights = settings.weights[inputs.regime];
  return {
    score: decision.score,
    scoreBlended: decision.scoreBlended,
    confidence: decision.confidence,
    regime: inputs.regime,
    ...(decision.hold === undefined ? {} : { reason: describe(inputs, settings, decision) }),
    explain: {
      signals: Object.fromEntries(signals.map(({ name }, index) => [name, finiteOrNull(inputs.scores[index])])),
      weights: {
        ...Object.fromEntries(signals.map(({ name }, index) => [name, weights[index] ?? 0])),
        model: isModelHeard ? settings.modelWeight : 0,
      },
      thresholds: { buy: settings.buyThreshold, sell: settings.sellThreshold },
      blocks: blocksOf(inputs, settings, decision),
      context: {
        regime: inputs.regime,
        regimeConfidence: detector.confidence,
        regimeTrend: finiteOrNull(detector.trend),
        volatilityRatio: finiteOrNull(detector.volatilityRatio),
        isInPosition: inputs.isInPosition,
        modelScore: finiteOrNull(inputs.modelScore),
      },
      model: model ? { name: model.name, version: model.version } : null,
    },
  };
}

/** One sentence on what was done or why nothing was. */
export function describe(inputs: FusionInputs, settings: FusionSettings, decision: FusionDecision): string {
  const { scoreBlended, hold } = decision;
  const toBuy = compare(scoreBlended, settings.buyThreshold);
  const toSell = compare(scoreBlended, settings.sellThreshold);
  switch (hold) {
    case undefined:
      return decision.action === 'buy'
        ? `score ${toBuy.score} at or above buy threshold ${toBuy.threshold}`
        : `score ${toSell.score} at or below sell threshold ${toSell.threshold}`;
    case 'scoreBelowBuyThreshold':
      return `score ${toBuy.score} below buy threshold ${toBuy.threshold}`;
    case 'scoreAboveSellThreshold':
      return `score ${toSell.score} above sell threshold ${toSell.threshold}`;
    case 'regimeNotAllowed':
      return `regime ${inputs.regime} is not allowed`;
    case 'noSignal':
      return 'no signal has a value';
  }
}

/** Everything that stands in the way of an entry, or keeps the position; not only the first of it. */
function blocksOf(inputs: FusionInputs, settings: FusionSettings, decision: FusionDecision): readonly Denial[] {
  if (decision.hold === undefined) return [];
  const blocks: Denial[] = [];
  if (decision.hold !== 'regimeNotAllowed') {
    const limit = inputs.isInPosition ? settings.sellThreshold : settings.buyThreshold;
    blocks.push({
      rule: 'score-threshold',
      code: decision.hold,
      message: describe(inputs, settings, decision),
      limit,
      value: decision.scoreBlended,
    });
  }
  if (!inputs.isInPosition && !settings.entriesAllowed[inputs.regime]) {
    const allowed = Object.entries(settings.entriesAllowed).flatMap(([regime, isAllowed]) => (isAllowed ? regime : []));
    blocks.push({
      rule: 'regime-gate',
      code: 'regimeNotAllowed',
      message: `regime ${inputs.regime} is not allowed`,
      limit: allowed.join(', ') || 'none',
      value: inputs.regime,
    });
  }
  return blocks;
}

/** Enough to tell any two scores of 0.1 or more apart. */
const MOST_DIGITS = 20;

/** Both numbers with two decimals, or as many as tell them apart: never "0.60 below 0.60". */
function compare(score: number, threshold: number): { readonly score: string; readonly threshold: string } {
  for (let digits = 2; ; digits += 1) {
    const shown = { score: score.toFixed(digits), threshold: threshold.toFixed(digits) };
    if (score === threshold || digits === MOST_DIGITS || shown.score !== shown.threshold) return shown;
  }
}
