/** Builders with defaults, so that every value a test shows matters. */
import { NO_TAKING_COSTS } from '../../src/core/costs/taking-costs.ts';
import type { EngineSettings } from '../../src/core/engine/index.ts';
import type { SimulationSettings } from '../../src/core/simulation/index.ts';
import {
  type Intent,
  type CandleContext,
  type StrategyDefinition,
  defineStrategy,
} from '../../src/core/strategies/api/index.ts';
import { type Candle, type Instrument, decimal, notional, price, quantity } from '../../src/domain/index.ts';

export const MINUTE = 60_000;
export const START_MS = Date.UTC(2024, 0, 1);

export function anInstrument(changes: Partial<Instrument> = {}): Instrument {
  return {
    id: 0,
    symbol: 'BTC/USDT',
    venue: 'simulated',
    base: 'BTC',
    quote: 'USDT',
    tickSize: price('0.01'),
    stepSize: quantity('0.0001'),
    minQuantity: quantity('0.0001'),
    minNotional: notional('1'),
    makerFeeRate: decimal('0.001'),
    takerFeeRate: decimal('0.001'),
    feeAsset: 'quote',
    status: 'trading',
    ...changes,
  };
}

/** The n-th minute candle; flat at `close` unless told otherwise. */
export function aCandle(index: number, changes: Partial<Candle> = {}): Candle {
  const close = changes.close ?? 100;
  const open = changes.open ?? close;
  return {
    openTimeMs: START_MS + index * MINUTE,
    open,
    high: Math.max(open, close),
    low: Math.min(open, close),
    close,
    volume: 1000,
    ...changes,
  };
}

export const NO_FRICTION: SimulationSettings = {
  spreadBps: 0,
  slippageBps: 0,
  depthQuotePerBps: 0,
  maxVolumeShare: 1,
  latencyCandles: 0,
  latencyMs: 0,
};

/** Answers with `plan[index]` on the candle of that index; the plan sees the context. */
export function scripted(
  plan: Readonly<Record<number, (context: CandleContext) => Intent | undefined>>,
  changes: Partial<StrategyDefinition> = {},
): StrategyDefinition {
  return defineStrategy({
    name: 'scripted',
    parameters: {},
    setup: () => (context: CandleContext) => plan[context.index]?.(context),
    ...changes,
  });
}

export const buy =
  (options: { stopPrice?: number; targetPrice?: number; limitPrice?: number } = {}) =>
  (context: CandleContext): Intent =>
    context.enterLong({ reason: 'test entry', ...options });
export const sell =
  (share?: number) =>
  (context: CandleContext): Intent =>
    context.exit({ reason: 'test exit', ...(share === undefined ? {} : { share }) });

export function engineSettings(strategy: StrategyDefinition, changes: Partial<EngineSettings> = {}): EngineSettings {
  return {
    intervalMs: MINUTE,
    lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }],
    risk: {},
    exits: {},
    size: { kind: 'fixedQuote', quote: 1000 },
    isTradingEnabled: true,
    takingCosts: NO_TAKING_COSTS,
    idempotency: { bucketMs: MINUTE, ttlMs: 60 * MINUTE },
    orderMaxAgeMs: 60 * MINUTE,
    nakedLimitMs: 10_000,
    ...changes,
  };
}
