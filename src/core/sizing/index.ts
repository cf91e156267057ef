/** Every way to size an entry, by the kind a `SizeSpec` names. Adding one is a file, a kind and a line here. */
import type { Denial } from '../../domain/decision.ts';
import type { Result } from '../../domain/result.ts';
import { err } from '../../domain/result.ts';
import { atrTarget } from './atr-target.ts';
import { equityShare } from './equity-share.ts';
import { fitBudget } from './fit-budget.ts';
import { fixedQuote } from './fixed-quote.ts';
import type { SizeInput, SizeKind, SizedEntry, SizingMethod } from './method.ts';
import { riskToStop } from './risk-to-stop.ts';
import type { SizeSpec } from './spec.ts';

export type { SizeInput, SizeKind, SizedEntry, SizingMethod } from './method.ts';
export type { SizeSpec } from './spec.ts';

export const sizingMethods: { readonly [Kind in SizeKind]: SizingMethod<Kind> } = {
  fixedQuote,
  equityShare,
  atrTarget,
  riskToStop,
};

/**
 * How much an entry buys. Slippage does not shrink it: a market order may spend its budget and buys less where the
 * price has moved. Denies with `noBudget`, `noCash`, `noAtr`, `noStop`, `stopNotBelowPrice` or `belowMinimum`.
 */
export function sizePosition(spec: SizeSpec, input: SizeInput): Result<SizedEntry, Denial> {
  // The table is keyed by kind, so method and spec agree; the compiler cannot follow that through a union.
  const method = sizingMethods[spec.kind] as SizingMethod<SizeKind>;
  const asked = method.ask(spec, input);
  return typeof asked === 'number' ? fitBudget(asked, spec.kind !== 'fixedQuote', input) : err(asked);
}
