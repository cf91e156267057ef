/** What several routes take or answer with: query parameters, and numbers as JSON can hold them. */
import { z } from 'zod';
import { type Decimal, formatDecimal } from '../../../domain/index.ts';

const wholeMs = z.coerce.number().int().min(0);

/** Any spelling of a market, e.g. `BTC/USDT`, `btcusdt`. */
export const symbolText = z.string().min(1).max(41).describe('Any spelling of a market: BTC/USDT, btc-usdt, BTCUSDT.');

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe('Rows, newest first.'),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
});

export const rangeQuery = z.object({
  fromMs: wholeMs.optional().describe('Inclusive, Unix milliseconds.'),
  toMs: wholeMs.optional().describe('Exclusive, Unix milliseconds.'),
});

/** JSON has neither NaN nor Infinity: a number that does not exist is `null`. */
export function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

export function decimalOrNull(value: Decimal | undefined): string | null {
  return value === undefined ? null : formatDecimal(value);
}
