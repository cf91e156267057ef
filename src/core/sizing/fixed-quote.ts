import type { SizingMethod } from './method.ts';

export const fixedQuote: SizingMethod<'fixedQuote'> = {
  kind: 'fixedQuote',
  ask: (spec) => spec.quote,
};
