import type { SizingMethod } from './method.ts';

export const equityShare: SizingMethod<'equityShare'> = {
  kind: 'equityShare',
  wish: (spec, { equity }) => equity * spec.share,
};
