/** Every rule signal, in the order of explanations. Adding one is one file and one line in each of the two lists. */
import { bollingerPosition } from './bollinger-position.ts';
import { directionalStrength } from './directional-strength.ts';
import { macdHistogram } from './macd-histogram.ts';
import { momentum } from './momentum.ts';
import type { SignalDefinition } from './signal.ts';
import { trend } from './trend.ts';
import { volumeSurge } from './volume-surge.ts';

export type { SignalDefinition, SignalFamily } from './signal.ts';

export const signals: readonly SignalDefinition[] = [
  trend,
  momentum,
  macdHistogram,
  directionalStrength,
  bollingerPosition,
  volumeSurge,
];

/** Their parameters under one roof: weights and periods. */
export const signalParameters = {
  ...trend.parameters,
  ...momentum.parameters,
  ...macdHistogram.parameters,
  ...directionalStrength.parameters,
  ...bollingerPosition.parameters,
  ...volumeSurge.parameters,
} as const;
