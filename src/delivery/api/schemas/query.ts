/** Query parameters that several routes share. */
import { z } from 'zod';

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
