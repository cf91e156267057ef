/** Largest position in quote, with this order. */
import { symbolExposureWith } from './exposure-with.ts';
import type { RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    /** Largest position in quote. */
    readonly maxPositionQuote?: number;
  }
}

export const positionQuote: RiskRule = {
  setting: 'maxPositionQuote',
  name: 'position-quote',
  code: 'positionQuote',
  scope: 'entry',
  reading: (context) => ({
    limit: context.settings.maxPositionQuote,
    value: symbolExposureWith(context),
    unit: context.order.instrument.quote,
  }),
  deny(context) {
    const limit = context.settings.maxPositionQuote;
    if (limit === undefined || symbolExposureWith(context) <= limit) return undefined;
    const { quote } = context.order.instrument;
    return `the position would be ${plain(symbolExposureWith(context))} ${quote}, the limit is ${plain(limit)} ${quote}`;
  },
};
