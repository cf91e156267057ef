/** Random but seeded: a market, an instrument, settings, and a strategy that wishes anything a strategy may wish. */
import type { EngineSettings } from '../../src/core/engine/index.ts';
import type { SimulationSettings } from '../../src/core/simulation/index.ts';
import {
  type CandleContext,
  type Intent,
  type StrategyDefinition,
  defineStrategy,
} from '../../src/core/strategies/api/index.ts';
import { type Candle, type Instrument, decimal, notional, price, quantity } from '../../src/domain/index.ts';
import { MINUTE, anInstrument, engineSettings } from './build.ts';
import { seededRandom, walk } from './synthetic-candles.ts';

export interface RandomWorld {
  readonly instruments: readonly Instrument[];
  readonly candles: readonly (readonly Candle[])[];
  readonly settings: EngineSettings;
  readonly simulation: SimulationSettings;
}

type Random = () => number;
const chance = (random: Random, share: number): boolean => random() < share;
const oneOf = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;

/** Wishes come from the seed and the candle's number alone, so that a longer history brings no other wishes. */
function randomIntents(seed: number, name: string): StrategyDefinition {
  return defineStrategy({
    name,
    parameters: {},
    maxEntries: 1 + (seed % 3),
    setup: () => (context) => randomIntent(seededRandom(seed * 7919 + context.index), context),
  });
}

function randomIntent(random: Random, { candle, position, enterLong, exit }: CandleContext): Intent | undefined {
  const wish = random();
  if (wish < 0.16) {
    const limitPrice = chance(random, 0.5) ? candle.close * (1.002 - random() * 0.008) : undefined;
    return enterLong({
      reason: 'random entry',
      ...(limitPrice === undefined
        ? {}
        : { limitPrice, timeInForce: oneOf(random, ['gtc', 'ioc', 'fok', 'postOnly']) }),
      ...(chance(random, 0.3) ? { stopPrice: candle.close * (0.97 + random() * 0.02) } : {}),
      ...(chance(random, 0.3) ? { targetPrice: candle.close * (1.005 + random() * 0.03) } : {}),
      ...(chance(random, 0.3) ? { size: { kind: 'equityShare', share: 0.05 + random() * 0.6 } } : {}),
    });
  }
  if (position && wish < 0.22)
    return exit({ reason: 'random exit', ...(chance(random, 0.5) ? { share: 0.05 + random() * 0.95 } : {}) });
  return undefined;
}

function randomInstrument(random: Random, id: number): Instrument {
  const base = oneOf(random, ['BTC', 'ETH', 'SOL']) + String(id);
  const step = oneOf(random, ['0.00000001', '0.0001', '0.01', '0.5']);
  return anInstrument({
    id,
    base,
    symbol: `${base}/USDT`,
    tickSize: price(oneOf(random, ['0.00000001', '0.01', '0.5'])),
    stepSize: quantity(step),
    minQuantity: quantity(step),
    minNotional: notional(oneOf(random, ['0', '5', '50'])),
    makerFeeRate: decimal(oneOf(random, ['0', '0.0007', '0.002'])),
    takerFeeRate: decimal(oneOf(random, ['0', '0.001', '0.00333333333333333'])),
    feeAsset: oneOf(random, ['quote', 'received']),
  });
}

export function randomWorld(seed: number, count = 120): RandomWorld {
  const random = seededRandom(seed);
  const instruments = [0, 1].slice(0, 1 + (seed % 2)).map((id) => randomInstrument(random, id));
  const lanes = instruments.flatMap(({ symbol, id }) =>
    [0, 1].slice(0, 1 + Math.floor(random() * 2)).map((lane) => ({
      symbol,
      strategy: randomIntents(seed * 31 + id * 7 + lane, `random-${lane}`),
      parameters: {},
    })),
  );
  const maybe = <T>(share: number, value: T): T | undefined => (chance(random, share) ? value : undefined);
  const exits = {
    stopLossRatio: maybe(0.7, 0.004 + random() * 0.03),
    takeProfitRatio: maybe(0.5, 0.004 + random() * 0.03),
    trailingStop: maybe(0.5, { distanceRatio: 0.004 + random() * 0.02, activationRatio: random() * 0.01 }),
    breakEven: maybe(0.4, { activationRatio: random() * 0.01, offsetRatio: 0.001 }),
    timeStop: maybe(0.4, { maxCandles: 1 + Math.floor(random() * 30) }),
    atrStop: maybe(0.3, { multiple: 1 + random() * 3, isTrailing: chance(random, 0.5) }),
  };
  const base = engineSettings(lanes[0]?.strategy as StrategyDefinition);
  return {
    instruments,
    candles: instruments.map(({ id }) =>
      walk({
        seed: seed * 13 + id,
        count,
        startPrice: oneOf(random, [3, 100, 20_000]),
        volatility: 0.002 + random() * 0.012,
        gapShare: random() * 0.2,
        volume: oneOf(random, [2, 100, 5000]),
      }),
    ),
    settings: {
      ...base,
      lanes,
      exits: Object.fromEntries(Object.entries(exits).filter(([, value]) => value !== undefined)),
      size: oneOf(random, [
        { kind: 'fixedQuote', quote: 500 + random() * 3000 },
        { kind: 'equityShare', share: 0.1 + random() * 0.9 },
        { kind: 'fixedQuote', quote: 60 },
      ]),
      orderMaxAgeMs: (1 + Math.floor(random() * 12)) * MINUTE,
    },
    simulation: {
      spreadBps: oneOf(random, [0, 3, 40]),
      slippageBps: oneOf(random, [0, 2, 35]),
      depthQuotePerBps: oneOf(random, [0, 3000]),
      maxVolumeShare: oneOf(random, [1, 0.1, 0.5]),
      latencyCandles: oneOf(random, [0, 0, 1]),
      latencyMs: oneOf(random, [0, 800]),
      fillsAtTouch: chance(random, 0.5),
    },
  };
}
