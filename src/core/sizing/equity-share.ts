import type { SizingMethod } from './method.ts';

export const equityShare: SizingMethod<'equityShare'> = {
  kind: 'equityShare',
  ask: (spec, { equity }) => equity * spec.share,
};
