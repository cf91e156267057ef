import { z } from 'zod';
import { toSignal } from '../../../domain/index.ts';
import type { Bot } from '../../../runtime/index.ts';
import { candleChartSvg, profitChartSvg } from '../../charts/index.ts';
import { defineRoute } from '../route.ts';
import { symbolText } from '../schemas/index.ts';
import { SymbolBook, findSymbol } from '../symbol-book.ts';
import { requireTimeframe } from './tick.ts';

const EQUITY_POINTS = 1000;

export const chartTest = defineRoute({
  method: 'GET',
  path: '/chart/test',
  scope: 'read',
  group: 'charts',
  cost: 'heavy',
  summary: 'Candles of a symbol with our trades',
  query: z.object({
    symbol: symbolText.optional().describe('The first one traded when absent.'),
    timeframe: z.string().max(20).optional(),
    limit: z.coerce.number().int().min(2).max(1000).default(200),
  }),
  contentType: 'image/svg+xml',
  response: z.string(),
  handle: async ({ query, context: { bot } }) => {
    const { timeframe, lanes } = bot.status();
    requireTimeframe(query.timeframe, timeframe);
    const symbol = query.symbol === undefined ? (lanes[0]?.symbol ?? '') : findSymbol(bot, query.symbol);
    const candles = bot.candles(symbol, query.limit);
    const fromMs = candles[0]?.openTimeMs ?? 0;
    const instrument = (await SymbolBook.of(bot)).idOf(symbol);
    const fills = await bot.reader.fills({ instrument, fromMs, limit: 1000 });
    const trades = fills.map(({ timeMs, side, price }) => ({ timeMs, side, price: toSignal(price) }));
    return candleChartSvg({ candles, trades: trades.toReversed(), title: `${symbol} ${timeframe}` });
  },
});

export const chartProfit = defineRoute({
  method: 'GET',
  path: '/chart/profit',
  scope: 'read',
  group: 'charts',
  cost: 'heavy',
  summary: 'Equity over time; with a symbol, the profit realized with it',
  query: z.object({ symbol: symbolText.optional() }),
  contentType: 'image/svg+xml',
  response: z.string(),
  handle: async ({ query: { symbol }, context: { bot } }) => {
    if (symbol !== undefined) return profitOf(bot, findSymbol(bot, symbol));
    const points = await bot.reader.equity({ points: EQUITY_POINTS });
    const { quote } = bot.status();
    return profitChartSvg({
      timeMs: points.map((point) => point.timeMs),
      equity: points.map((point) => point.equity),
      title: `Equity in ${quote}`,
    });
  },
});

/** Starting equity plus what each round trip of the symbol brought, after fees. */
async function profitOf(bot: Bot, symbol: string): Promise<string> {
  const { startEquity, quote } = bot.status();
  const instrument = (await SymbolBook.of(bot)).idOf(symbol);
  const trips = (await bot.reader.roundTrips({ instrument, limit: 10_000 })).toReversed();
  const first = trips[0];
  const timeMs = first ? [first.entryTimeMs] : [];
  const equity = first ? [startEquity] : [];
  for (const { exitTimeMs, netPnl } of trips) {
    timeMs.push(exitTimeMs);
    equity.push((equity.at(-1) ?? startEquity) + toSignal(netPnl));
  }
  return profitChartSvg({ timeMs, equity, title: `Start plus profit realized with ${symbol}, in ${quote}` });
}
