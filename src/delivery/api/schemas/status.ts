import { z } from 'zod';

const guardSchema = z.enum(['flat', 'protected', 'beingReplaced', 'naked']);

const openPositionSchema = z
  .object({
    lane: z.number().int(),
    symbol: z.string(),
    strategy: z.string(),
    quantity: z.string(),
    entryPrice: z.number(),
    lastPrice: z.number(),
    unrealizedPnl: z.number().describe('Quote, before fees.'),
    profitRatio: z.number(),
    stopPrice: z.number().nullable(),
    targetPrice: z.number().nullable(),
    guard: guardSchema,
    openedMs: z.number(),
  })
  .meta({ id: 'OpenPosition' });

const laneSchema = z
  .object({
    lane: z.number().int(),
    symbol: z.string(),
    strategy: z.string(),
    isWarm: z.boolean(),
    warmUp: z
      .object({ seen: z.number(), needed: z.number() })
      .optional()
      .describe('Candles seen and needed by the slowest indicator; absent once warm.'),
    isStopped: z.boolean(),
    stopReason: z.string(),
    lastPrice: z.number().nullable(),
    lastCandleMs: z.number().nullable(),
  })
  .meta({ id: 'Lane' });

export const statusSchema = z
  .object({
    runId: z.string(),
    mode: z.string(),
    exchange: z.string(),
    timeframe: z.string(),
    quote: z.string(),
    tradingState: z.enum(['active', 'reducing', 'halted']),
    tradingStateReason: z.string(),
    isRunning: z.boolean(),
    startedMs: z.number(),
    marketTimeMs: z.number().describe('Simulated in an accelerated or replayed market.'),
    equity: z.number(),
    cash: z.number(),
    startEquity: z.number(),
    peakEquity: z.number(),
    drawdownRatio: z.number(),
    dayPnl: z.number().describe('Equity minus equity at 00:00 UTC.'),
    positions: z.array(openPositionSchema),
    lanes: z.array(laneSchema),
    sequence: z.number().describe('Journal entries so far.'),
    workingOrders: z.number(),
    unknownOrders: z.number(),
  })
  .meta({ id: 'Status' });
