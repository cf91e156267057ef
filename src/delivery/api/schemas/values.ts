/** What several routes take or answer with: query parameters, and numbers as JSON can hold them. */
import { z } from 'zod';
import { type Decimal, formatDecimal, parseDecimal } from '../../../domain/index.ts';

const wholeMs = z.coerce.number().int().min(0);

/** Any spelling of a market, e.g. `BTC/USDT`, `btcusdt`. */
export const symbolText = z.string().min(1).max(41).describe('Any spelling of a market: BTC/USDT, btc-usdt, BTCUSDT.');

export const assetText = z
  .string()
  .regex(/^[A-Z0-9]{1,20}$/, 'must be 1 to 20 capital letters or digits, for example USDT');

/** As an exact decimal, so that nobody's float decides what is moved. */
export const positiveAmount = z
  .string()
  .max(40)
  .refine((text) => {
    const parsed = parseDecimal(text);
    return parsed.ok && parsed.value > 0n;
  }, 'must be an amount above 0 in digits, for example 500 or 0.25')
  .describe('Above 0, exact, for example 500 or 0.25.');

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
