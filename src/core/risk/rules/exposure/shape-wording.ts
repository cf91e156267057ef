/** The instrument rules an order breaks, in words and as readings. */
import { formatDecimal } from '../../../../domain/decimal.ts';
import type { AmountProblem, Instrument } from '../../../../domain/market/instrument.ts';
import { toSignal } from '../../../../domain/units.ts';
import type { RiskReading } from '../../rule.ts';

const WORDING: Record<AmountProblem['code'], { readonly unit: 'base' | 'quote'; readonly says: string }> = {
  quantityTooSmall: { unit: 'base', says: 'is below the smallest quantity' },
  quantityTooLarge: { unit: 'base', says: 'is above the largest quantity' },
  offStep: { unit: 'base', says: 'is not a multiple of the step' },
  notionalTooSmall: { unit: 'quote', says: 'is below the smallest order value' },
  offTick: { unit: 'quote', says: 'is not a multiple of the tick' },
};

export function shapeReading(instrument: Instrument, { code, limit, value }: AmountProblem): RiskReading {
  return { limit: toSignal(limit), value: toSignal(value), unit: instrument[WORDING[code].unit] };
}

export function shapeSentence(instrument: Instrument, { code, limit, value }: AmountProblem): string {
  const { unit, says } = WORDING[code];
  return `${formatDecimal(value)} ${instrument[unit]} ${says} ${formatDecimal(limit)}`;
}
