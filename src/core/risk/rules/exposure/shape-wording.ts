/** The instrument rules an order breaks, in words and as readings. */
import { formatDecimal } from '../../../../domain/decimal.ts';
import type { Instrument, OrderShapeProblem } from '../../../../domain/market/instrument.ts';
import { toSignal } from '../../../../domain/units.ts';
import type { RiskReading } from '../../rule.ts';

const WORDING: Record<OrderShapeProblem['code'], { readonly unit: 'base' | 'quote' | 'ratio'; readonly says: string }> =
  {
    quantityTooSmall: { unit: 'base', says: 'is below the smallest quantity' },
    quantityTooLarge: { unit: 'base', says: 'is above the largest quantity' },
    offStep: { unit: 'base', says: 'is not a multiple of the step' },
    notionalTooSmall: { unit: 'quote', says: 'is below the smallest order value' },
    offTick: { unit: 'quote', says: 'is not a multiple of the tick' },
    outsidePriceBand: { unit: 'ratio', says: 'is outside the price band' },
  };

export function shapeReading(instrument: Instrument, { code, limit, value }: OrderShapeProblem): RiskReading {
  return { limit: asNumber(limit), value: asNumber(value), unit: unitOf(instrument, code) };
}

export function shapeSentence(instrument: Instrument, { code, limit, value }: OrderShapeProblem): string {
  return `${exactText(value)} ${unitOf(instrument, code)} ${WORDING[code].says} ${exactText(limit)}`;
}

function unitOf(instrument: Instrument, code: OrderShapeProblem['code']): string {
  const { unit } = WORDING[code];
  return unit === 'ratio' ? unit : instrument[unit];
}

function asNumber(value: bigint | number): number {
  return typeof value === 'bigint' ? toSignal(value) : value;
}

function exactText(value: bigint | number): string {
  return typeof value === 'bigint' ? formatDecimal(value) : String(value);
}
