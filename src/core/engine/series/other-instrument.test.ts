/** Lines of another instrument, as a lane sees them at its own candles. */
import { describe, expect, it } from 'vitest';
import { scripted } from '../../../../test/support/build.ts';
import {
  type CandleContext,
  type IndicatorSet,
  type StrategySetup,
  crossedAbove,
  crossedBelow,
} from '../../strategies/api/index.ts';
import { BTC, ETH, toldEngine } from '../testing/told-engine.ts';

type Crosses = (own: IndicatorSet, other: IndicatorSet) => () => boolean;

/** Candles, from 0, at which a lane on BTC sees a crossing; `isLast`: whether BTC is listed after ETH. */
function seenAt(steps: string, crosses: Crosses, isLast = false): readonly number[] {
  const seen: number[] = [];
  const setup = ({ indicators, instrument }: StrategySetup<never>) => {
    const hasCrossed = crosses(indicators, instrument('ETH/USDT'));
    return ({ index }: CandleContext) => {
      if (hasCrossed()) seen.push(index);
      return undefined;
    };
  };
  const instruments = isLast
    ? [
        { ...ETH, id: 0 },
        { ...BTC, id: 1 },
      ]
    : [BTC, ETH];
  const lane = { symbol: 'BTC/USDT', strategy: scripted({}, { setup }), parameters: {} };
  toldEngine({ lanes: [lane], instruments }).tell(steps);
  return seen;
}

const overThirty: Crosses = (_own, other) => {
  const line = other.sma(1);
  return () => crossedAbove(line, 30);
};

const underThirty: Crosses = (_own, other) => {
  const line = other.sma(1);
  return () => crossedBelow(line, 30);
};

const overTheOther: Crosses = (own, other) => {
  const [line, through] = [own.sma(1), other.sma(1)];
  return () => crossedAbove(line, through);
};

describe('a crossing of another instrument’s line', () => {
  const up = 'candle 1 BTC, candle 20 ETH, candle 1 BTC, candle 40 ETH';

  it.each([
    ['at once, and only then', `${up}, candle 1 BTC, candle 41 ETH`, overThirty, [1]],
    ['once, when that has no candle afterwards', `${up}, candle 1 BTC, candle 1 BTC, candle 1 BTC`, overThirty, [1]],
    [
      'once, with the candle that ends a gap',
      `candle 1 BTC, candle 20 ETH, candle 1 BTC, gap 1 ETH, candle 1 BTC, candle 40 ETH`,
      overThirty,
      [2],
    ],
    [
      'once each time',
      `${up}, candle 1 BTC, gap 1 ETH, candle 1 BTC, candle 20 ETH, candle 1 BTC, candle 40 ETH, candle 1 BTC`,
      overThirty,
      [1, 4],
    ],
    ['downwards as well', `${up}, candle 1 BTC, candle 20 ETH, candle 1 BTC, candle 1 BTC`, underThirty, [2]],
    [
      'of the own line through one that stands still',
      'candle 10 BTC, candle 20 ETH, candle 30 BTC, candle 31 BTC',
      overTheOther,
      [1],
    ],
    [
      'of the own line through one that fell before it stood still',
      'candle 30 BTC, candle 40 ETH, candle 30 BTC, candle 20 ETH, candle 30 BTC, candle 30 BTC',
      overTheOther,
      [1],
    ],
    [
      'not with history',
      'backfill 1 BTC, backfill 20 ETH, backfill 1 BTC, backfill 40 ETH, candle 1 BTC',
      overThirty,
      [],
    ],
    [
      'with the first candle after history',
      'backfill 1 BTC, backfill 20 ETH, candle 1 BTC, candle 40 ETH, candle 1 BTC',
      overThirty,
      [1],
    ],
    [
      'not with a candle that comes late',
      `candle 1 BTC, candle 20 ETH, candle 1 BTC, interval, gap 1 ETH, late 40 ETH, candle 1 BTC, candle 1 BTC`,
      overThirty,
      [],
    ],
    [
      'not where the own one has no candle',
      'candle 1 BTC, candle 20 ETH, candle 40 ETH, gap 1 BTC, candle 1 BTC, candle 1 BTC',
      overThirty,
      [],
    ],
  ])('is seen %s', (_when, steps, crosses, expected) => {
    expect(seenAt(steps, crosses)).toEqual(expected);
    expect(seenAt(steps, crosses, true)).toEqual(expected);
  });
});
