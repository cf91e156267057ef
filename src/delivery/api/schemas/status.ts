/** How the bot is. */
import { z } from 'zod';

const guardSchema = z.enum(['flat', 'protected', 'unguarded', 'beingReplaced', 'naked']);

const openPositionSchema = z
  .object({
    lane: z.number().int(),
    symbol: z.string(),
    strategy: z.string(),
    quantity: z.string(),
    entryPrice: z.number(),
    lastPrice: z.number(),
    realizedPnl: z.number().describe('Quote: of the part that was sold already, after fees.'),
    unrealizedPnl: z.number().describe('Quote: of what is held, after entry fees and the fee of the exit to come.'),
    exitFee: z.number().describe('Quote: the fee of the exit to come.'),
    profitRatio: z.number().describe('`unrealizedPnl` over what was paid for what is held.'),
    stopPrice: z.number().nullable(),
    targetPrice: z.number().nullable(),
    guard: guardSchema,
    openedMs: z.number(),
  })
  .meta({ id: 'OpenPosition' });

const profitSchema = z
  .object({
    closedPnl: z.number().describe('Of round trips that have ended, after fees.'),
    openPnl: z.number().describe('Of open positions, after all fees, that of the exit to come as well.'),
    openExitFees: z.number().describe('The fees of the exits to come, which equity does not know.'),
    dustPnl: z.number().describe('Gained or lost by dust since it became dust.'),
  })
  .meta({
    id: 'Profit',
    description: 'Quote. `closedPnl + openPnl + openExitFees + dustPnl` is what equity has changed by.',
  });

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

const suspenseSchema = z
  .object({
    tradeId: z.string(),
    clientOrderId: z.string(),
    symbol: z.string(),
    side: z.enum(['buy', 'sell']),
    price: z.string(),
    quantity: z.string().describe('Base that the books could not take; 0 where only the fee is set aside.'),
    fee: z.string(),
    feeAsset: z.string(),
    why: z.string(),
  })
  .meta({ id: 'SuspendedTrade' });

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
    netFlow: z.number().describe('Quote paid in minus quote taken out since the run began.'),
    netPnl: z.number().describe('Equity without what the run began with and what was paid in since.'),
    returnRatio: z.number().describe('Time-weighted, since the run began: deposits and withdrawals are no returns.'),
    peakEquity: z.number().describe('As deposits and withdrawals have scaled it.'),
    drawdownRatio: z.number(),
    dayPnl: z.number().describe('Equity minus equity at 00:00 UTC and what was paid in since.'),
    profit: profitSchema,
    positions: z.array(openPositionSchema),
    lanes: z.array(laneSchema),
    suspense: z.array(suspenseSchema).describe('What the books could not take; settled by a person.'),
    sequence: z.number().describe('Journal entries so far.'),
    workingOrders: z.number(),
    unknownOrders: z.number(),
  })
  .meta({ id: 'Status' });

const componentSchema = z
  .object({ ok: z.boolean(), latencyMs: z.number().optional(), detail: z.string() })
  .meta({ id: 'ComponentHealth' });

export const healthSchema = z
  .object({
    status: z.enum(['healthy', 'degraded', 'unhealthy']),
    components: z.object({
      db: componentSchema,
      broker: componentSchema,
      bus: componentSchema,
      time_sync: componentSchema,
      data: componentSchema,
      exits: componentSchema,
      reconcile: componentSchema,
    }),
    degradation_level: z.string().describe('`none` while everything is allowed.'),
    version: z.string(),
    mode: z.string(),
  })
  .meta({ id: 'Health' });

const latencySummarySchema = z
  .object({
    count: z.number().int(),
    p50Ms: z.number().nullable(),
    p95Ms: z.number().nullable(),
    p99Ms: z.number().nullable(),
    budgetMs: z.number().describe('0 = no budget.'),
    isWithinBudget: z.boolean(),
  })
  .meta({ id: 'LatencySummary' });

export const latencySchema = z.object({
  decision: latencySummarySchema,
  order: latencySummarySchema,
  flow: latencySummarySchema,
});
