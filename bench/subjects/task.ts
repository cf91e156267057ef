/** The task as our engine is configured for it: what it trades, with which strategy, rules and exits. */
import type { EngineSettings } from '../../src/core/engine/index.ts';
import { DEFAULT_ENGINE_LIMITS } from '../../src/core/engine/index.ts';
import type { SimulationSettings } from '../../src/core/simulation/index.ts';
import { crossedAbove, crossedBelow, defineStrategy } from '../../src/core/strategies/api/index.ts';
import { type Decimal, type Instrument, decimal, notional, price, quantity } from '../../src/domain/index.ts';
import type { RunIdentity } from '../../src/runtime/index.ts';

/** `averages`: two EMAs and nothing else. `complete`: everything that a live run would have switched on. */
export type Variant = 'averages' | 'complete';

export const MINUTE_MS = 60_000;
const QUOTE = 'USDT';

export const identity: RunIdentity = {
  mode: 'backtest',
  commit: 'bench',
  configHash: 'bench',
  seed: 0,
  runId: 'bench000',
};

/** Fills at the next open at that price. */
export const simulation: SimulationSettings = {
  spreadBps: 0,
  slippageBps: 0,
  depthQuotePerBps: 0,
  maxVolumeShare: 1,
  latencyCandles: 0,
  latencyMs: 0,
};

const averages = defineStrategy({
  name: 'averages',
  parameters: {},
  setup({ indicators }) {
    const fast = indicators.ema(20);
    const slow = indicators.ema(50);
    return ({ position, enterLong, exit }) => {
      if (!position && crossedAbove(fast, slow)) return enterLong({ reason: 'fast crossed above slow' });
      if (position && crossedBelow(fast, slow)) return exit({ reason: 'fast crossed below slow' });
      return undefined;
    };
  },
});

const complete = defineStrategy({
  name: 'complete',
  parameters: {},
  setup(context) {
    const { indicators } = context;
    indicators.rsi(14);
    indicators.macd(12, 26, 9);
    indicators.atr(14);
    indicators.bollinger(20, 2);
    return averages.setup(context);
  },
});

/** Eight rules that are asked before every order and never refuse one. */
const risk = {
  maxPositions: 5,
  maxDrawdownRatio: 1,
  dailyLossLimitQuote: 1e9,
  maxConsecutiveLosses: 1e5,
  maxOrdersPerHour: 1000,
  maxOrdersPerMinute: 10,
  maxTotalExposureRatio: 2,
  maxCapitalPerSymbolRatio: 2,
};

/** Levels that are kept and watched, and never reached. */
const exits = {
  stopLossRatio: 0.9,
  takeProfitRatio: 9,
  trailingStop: { distanceRatio: 0.9, activationRatio: 0.5 },
};

export function instrumentsOf(count: number): Instrument[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    symbol: `A${id}/${QUOTE}`,
    venue: 'bench',
    base: `A${id}`,
    quote: QUOTE,
    tickSize: price('0.00000001'),
    stepSize: quantity('0.00000001'),
    minQuantity: quantity('0.00000001'),
    minNotional: notional('0.01'),
    makerFeeRate: decimal('0.001'),
    takerFeeRate: decimal('0.001'),
    feeAsset: 'quote',
    status: 'trading',
  }));
}

/** All in with one instrument; with several, each entry has the same size, so that their order does not matter. */
export function settingsOf(variant: Variant, instruments: readonly Instrument[], entryQuote: number): EngineSettings {
  const isComplete = variant === 'complete';
  const strategy = isComplete ? complete : averages;
  return {
    ...DEFAULT_ENGINE_LIMITS,
    intervalMs: MINUTE_MS,
    lanes: instruments.map(({ symbol }) => ({ symbol, strategy, parameters: {} })),
    risk: isComplete ? risk : {},
    exits: isComplete ? exits : {},
    size: instruments.length === 1 ? { kind: 'equityShare', share: 1 } : { kind: 'fixedQuote', quote: entryQuote },
  };
}

export function balancesOf(capital: number): Readonly<Record<string, Decimal>> {
  return { [QUOTE]: decimal(String(capital)) };
}
