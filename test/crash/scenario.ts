/** Five hundred candles in which everything happens that a crash could spoil. */
import type { EngineSettings } from '../../src/core/engine/index.ts';
import type { SimulationSettings } from '../../src/core/simulation/index.ts';
import {
  type CandleContext,
  type RestingOrder,
  type StrategyDefinition,
  defineStrategy,
} from '../../src/core/strategies/api/index.ts';
import { type Candle, type Decimal, type Instrument, decimal, notional, quantity } from '../../src/domain/index.ts';
import { MINUTE, NO_FRICTION, anInstrument, engineSettings } from '../support/build.ts';
import { walk } from '../support/synthetic-candles.ts';

export interface Scenario {
  readonly settings: EngineSettings;
  readonly simulation: SimulationSettings;
  readonly instruments: readonly Instrument[];
  readonly balances: Readonly<Record<string, Decimal>>;
  /** One series per instrument, equally long. */
  readonly candles: readonly (readonly Candle[])[];
}

/** Fees in base and coarse steps leave dust behind every round trip. */
const BTC = anInstrument({
  feeAsset: 'received',
  stepSize: quantity('0.01'),
  minQuantity: quantity('0.01'),
  minNotional: notional('5'),
});
const ETH = anInstrument({ id: 1, symbol: 'ETH/USDT', base: 'ETH' });
const SOL = anInstrument({ id: 2, symbol: 'SOL/USDT', base: 'SOL', feeAsset: 'received', stepSize: quantity('0.001') });

/** Enters at market, leaves by halves and wholes on its own calendar; the exits do the rest. */
const byMarket = strategy('by-market', 1, ({ index, position, enterLong, exit }) => {
  if (!position) return index % 7 === 3 ? enterLong({ reason: 'market' }) : undefined;
  if (index % 23 === 11) return exit({ reason: 'half', share: 0.5 });
  return index % 29 === 5 ? exit({ reason: 'whole' }) : undefined;
});

/** Enters below the market with every time in force; the age limit of five candles cancels what rests. */
const byLimit = strategy('by-limit', 1, ({ index, position, candle, enterLong, exit }) => {
  if (position) return index % 41 === 17 ? exit({ reason: 'whole' }) : undefined;
  if (index % 8 !== 1) return undefined;
  const turn = Math.floor(index / 8) % 6;
  if (turn === 4) return enterLong({ reason: 'ioc', limitPrice: candle.close * 1.001, timeInForce: 'ioc' });
  if (turn === 5) return enterLong({ reason: 'post', limitPrice: candle.close * 0.998, timeInForce: 'postOnly' });
  return enterLong({ reason: 'limit', limitPrice: candle.close * (1 - 0.001 * turn), stopPrice: candle.close * 0.985 });
});

/** Builds its position in two steps. */
const inSteps = strategy('in-steps', 2, ({ index, position, enterLong, exit }) => {
  if (!position) return index % 11 === 2 ? enterLong({ reason: 'first' }) : undefined;
  if (position.entries === 1 && index % 11 === 5) return enterLong({ reason: 'second' });
  return index % 53 === 50 ? exit({ reason: 'whole' }) : undefined;
});

/** Keeps three buys below the market and sells each lot a step higher; the ladder moves, and is taken away at times. */
const byLevels = strategy('by-levels', 1, ({ index, candle, lots, rest, exit, position }) => {
  if (index % 67 === 60) return position ? exit({ reason: 'whole' }) : undefined;
  if (index % 31 === 30) return rest({ reason: 'nothing', orders: [] });
  if (index % 5 !== 0) return undefined;
  const held = new Set(lots().map(({ level }) => level));
  const orders = [1, 2, 3].map((step): RestingOrder => {
    const level = `g${step}`;
    const top = (Math.floor(candle.close * 10) / 10) * (1 - 0.002 * step);
    if (held.has(level)) return { level, side: 'sell', price: top * 1.012, lot: level };
    return { level, side: 'buy', price: top, quote: 150 + step, timeInForce: step === 3 ? 'postOnly' : 'gtc' };
  });
  return rest({ reason: 'ladder', orders });
});

function strategy(name: string, maxEntries: number, onCandle: (context: CandleContext) => ReturnType<OnCandle>) {
  return defineStrategy({ name, parameters: {}, maxEntries, lookback: 0, setup: () => onCandle }) as StrategyDefinition;
}
type OnCandle = Exclude<ReturnType<StrategyDefinition['setup']>, { onCandle: unknown }>;

export function canonicalScenario(count = 500, seed = 2): Scenario {
  const base = engineSettings(byMarket);
  return {
    settings: {
      ...base,
      lanes: [
        { symbol: 'BTC/USDT', strategy: byMarket, parameters: {} },
        { symbol: 'BTC/USDT', strategy: byLimit, parameters: {} },
        { symbol: 'ETH/USDT', strategy: inSteps, parameters: {} },
        { symbol: 'SOL/USDT', strategy: byLevels, parameters: {} },
      ],
      exits: {
        stopLossRatio: 0.012,
        takeProfitRatio: 0.016,
        trailingStop: { distanceRatio: 0.009, activationRatio: 0.004 },
        breakEven: { activationRatio: 0.01, offsetRatio: 0.002 },
        timeStop: { maxCandles: 45 },
      },
      orderMaxAgeMs: 5 * MINUTE,
    },
    simulation: { ...NO_FRICTION, slippageBps: 2, maxVolumeShare: 0.1 },
    instruments: [BTC, ETH, SOL],
    balances: { USDT: decimal('10000') },
    candles: [
      walk({ seed, count, startPrice: 100, volume: 110 }),
      walk({ seed: seed + 1, count, startPrice: 50, volume: 220, gapShare: 0.1 }),
      walk({ seed: seed + 2, count, startPrice: 30, volume: 300 }),
    ],
  };
}
