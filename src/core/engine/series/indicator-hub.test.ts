import { describe, expect, it } from 'vitest';
import { scripted } from '../../../../test/support/build.ts';
import type { IndicatorSet, Line } from '../../strategies/api/index.ts';
import type { LaneSpec } from '../index.ts';
import { BTC, ETH, toldEngine } from '../testing/told-engine.ts';

/** A lane that declares what `declare` does and keeps it. */
function declaring(declare: (indicators: IndicatorSet) => Line, symbol = 'BTC/USDT') {
  const lines: Line[] = [];
  const strategy = scripted(
    {},
    {
      setup: ({ indicators }) => {
        lines.push(declare(indicators));
        return () => undefined;
      },
    },
  );
  return { lines, lane: { symbol, strategy, parameters: {} } satisfies LaneSpec };
}

describe('an indicator', () => {
  it.each([
    ['before its warm-up', 'candle 1, candle 2', null],
    ['with its warm-up', 'candle 1, candle 2, candle 6', 3],
    ['with every candle after it', 'candle 1, candle 2, candle 6, candle 7', 5],
    ['with history', 'backfill 1, backfill 2, candle 6', 3],
    ['not with a candle told twice', 'candle 1, candle 2, again, candle 6, again', 3],
    ['not with a candle that comes late', 'candle 1, candle 2, late 50, candle 6, late 50', 3],
    ['not with quotes', 'candle 1, candle 2, quote 50, candle 6, quote 50', 3],
    ['not with another instrument’s candles', 'candle 1, candle 2, candle 50 ETH, candle 6', 3],
  ])('moves %s', (_when, steps, value) => {
    const { lane } = declaring((indicators) => indicators.sma(3));
    const told = toldEngine({ lanes: [lane], instruments: [BTC, ETH] });
    told.tell(steps);
    expect(told.explain().explain.signals).toEqual({ 'sma(3)': value });
  });

  it('is there for the strategy on the candle that moved it', () => {
    const seen: (number | undefined)[] = [];
    const strategy = scripted(
      {},
      {
        setup: ({ indicators }) => {
          const average = indicators.sma(2);
          return () => {
            seen.push(average.value);
            return undefined;
          };
        },
      },
    );
    toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }] }).tell('candle 1, candle 3, candle 5');
    expect(seen).toEqual([2, 4]);
  });

  it('of one name and parameters is one, however many lanes declare it', () => {
    const { lines, lane } = declaring((indicators) => indicators.sma(3));
    toldEngine({ lanes: [lane, lane] });
    expect(lines[0]).toBe(lines[1]);
  });

  it.each([
    ['other parameters', (indicators: IndicatorSet) => indicators.sma(4), 'BTC/USDT'],
    ['another name', (indicators: IndicatorSet) => indicators.ema(3), 'BTC/USDT'],
    ['another instrument', (indicators: IndicatorSet) => indicators.sma(3), 'ETH/USDT'],
  ])('of %s is another', (_what, declare, symbol) => {
    const [one, other] = [declaring((indicators) => indicators.sma(3)), declaring(declare, symbol)];
    toldEngine({ lanes: [one.lane, other.lane], instruments: [BTC, ETH] });
    expect(one.lines[0]).not.toBe(other.lines[0]);
  });

  it('with several lines is explained by each of them', () => {
    const strategy = scripted(
      {},
      {
        setup: ({ indicators }) => {
          indicators.donchian(2);
          return () => undefined;
        },
      },
    );
    const told = toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }] });
    told.tell('candle 10 high 12 low 8, candle 10 high 14 low 9, candle 10');
    expect(told.explain().explain.signals).toMatchObject({
      'donchian(2).upper': 14,
      'donchian(2).lower': 8,
    });
  });

  it('with another option is another, and explained by it', () => {
    const { lane } = declaring((indicators) => {
      indicators.donchian(2, { excludeCurrent: true });
      return indicators.donchian(2, { excludeCurrent: false }).upper;
    });
    const told = toldEngine({ lanes: [lane] });
    told.tell('candle 10 high 12 low 8, candle 10 high 14 low 9, candle 10 high 16');
    expect(told.explain().explain.signals).toMatchObject({
      'donchian(2,excludeCurrent=true).upper': 14,
      'donchian(2,excludeCurrent=false).upper': 16,
    });
  });
});
