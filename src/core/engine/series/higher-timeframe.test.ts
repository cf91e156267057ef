import { describe, expect, it } from 'vitest';
import { scripted } from '../../../../test/support/build.ts';
import {
  type CandleContext,
  type IndicatorSet,
  type StrategySetup,
  type Timeframe,
  crossedAbove,
  crossedBelow,
} from '../../strategies/api/index.ts';
import { toldEngine } from '../testing/told-engine.ts';

type On = (timeframe: Timeframe) => IndicatorSet;

/** At which candles, from 0, a crossing is seen by a strategy on one-minute candles. */
function crossings(closes: readonly number[], crosses: (sets: { base: IndicatorSet; on: On }) => () => boolean) {
  const seen: number[] = [];
  const setup = ({ indicators, on }: Pick<StrategySetup<never>, 'indicators' | 'on'>) => {
    const hasCrossed = crosses({ base: indicators, on });
    return ({ index }: CandleContext) => {
      if (hasCrossed()) seen.push(index);
      return undefined;
    };
  };
  toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy: scripted({}, { setup }), parameters: {} }] }).tell(
    candles(...closes),
  );
  return seen;
}

function watching(declare: (on: On) => void) {
  let asked = 0;
  const strategy = scripted(
    {},
    {
      setup: ({ on }) => {
        declare(on);
        return () => {
          asked += 1;
          return undefined;
        };
      },
    },
  );
  const told = toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }] });
  return { told, asked: () => asked };
}

const candles = (...closes: readonly number[]) => closes.map((close) => `candle ${close}`).join(', ');

describe('a higher timeframe', () => {
  it.each([
    ['nothing before its first candle has closed', candles(1, 2), null],
    ['the close of its last base candle', candles(1, 2, 3), 3],
    ['the same while the next one forms', candles(1, 2, 3, 4, 5), 3],
    ['the next one once it has closed', candles(1, 2, 3, 4, 5, 6), 6],
    ['no candle whose first base candle is missing', `gap 1, ${candles(2, 3)}`, null],
    ['the one after that', `gap 1, ${candles(2, 3, 4, 5, 6)}`, 6],
    ['nothing of a candle whose last one is missing, as long as nothing came after', candles(1, 2), null],
    ['a candle whose last one is missing, with the next one', `${candles(1, 2)}, gap 1, ${candles(4)}`, 2],
    ['the one before a gap of several', `${candles(1, 2)}, gap 7, ${candles(10)}`, 2],
    ['a last base candle after a gap at once', `${candles(1)}, gap 1, ${candles(3)}`, 3],
    ['no lone last base candle', `${candles(1, 2, 3)}, gap 2, ${candles(6)}`, 3],
    ['history as well', 'backfill 1, backfill 2, candle 3', 3],
    ['not a candle told twice', `${candles(1, 2)}, again, candle 3, again`, 3],
  ])('shows %s', (_what, steps, value) => {
    const { told } = watching((on) => on('3m').sma(1));
    told.tell(steps);
    expect(told.explain().explain.signals).toEqual({ '3m:sma(1)': value });
  });

  it('has the first open, the highest high, the lowest low, the last close and all of the volume', () => {
    const { told } = watching((on) => {
      const set = on('3m');
      for (const source of ['open', 'high', 'low', 'close'] as const) set.sma(1, source);
      set.obv();
    });
    told.tell('candle 10 open 9 high 12 low 8, candle 11 high 15 low 10, candle 10 high 11 low 7');
    expect(told.explain().explain.signals).toMatchObject({
      '3m:sma(1,open)': 9,
      '3m:sma(1,high)': 15,
      '3m:sma(1,low)': 7,
      '3m:sma(1,close)': 10,
    });
    told.tell('candle 11, candle 12, candle 13');
    expect(told.explain().explain.signals['3m:sma(1,open)']).toBe(11);
    expect(told.explain().explain.signals['3m:sma(1,high)']).toBe(13);
    // Two rising candles of three times 1000.
    expect(told.explain().explain.signals['3m:obv()']).toBe(6000);
  });

  it('keeps its strategy waiting until it has warmed up', () => {
    const { told, asked } = watching((on) => on('3m').sma(2));
    told.tell(candles(1, 2, 3, 4, 5));
    expect([asked(), told.explain().reason]).toEqual([0, 'indicators are warming up']);
    told.tell(candles(6));
    expect(asked()).toBe(1);
  });

  it('may be several at once', () => {
    const { told } = watching((on) => {
      on('3m').sma(1);
      on('5m').sma(1);
      on('3m').sma(2);
    });
    told.tell(candles(1, 2, 3, 4, 5, 6));
    expect(told.explain().explain.signals).toEqual({ '3m:sma(1)': 6, '5m:sma(1)': 5, '3m:sma(2)': 4.5 });
  });

  it('that is the base one is the base one', () => {
    const { told } = watching((on) => on('1m').sma(1));
    told.tell(candles(7));
    expect(told.explain().explain.signals).toEqual({ '1m:sma(1)': 7 });
  });

  it('is cut at whole intervals of UTC, wherever the run begins', () => {
    const strategy = scripted(
      {},
      {
        setup: ({ on }) => {
          on('5m').sma(1);
          return () => undefined;
        },
      },
    );
    const lane = { symbol: 'BTC/USDT', strategy, parameters: {} };
    const told = toldEngine({ lanes: [lane], startMs: Date.UTC(2024, 0, 1, 0, 3) });
    told.tell(candles(1));
    expect(told.explain().explain.signals).toEqual({ '5m:sma(1)': null });
    // The run began inside of the first one, so it is no candle.
    told.tell(candles(2));
    expect(told.explain().explain.signals).toEqual({ '5m:sma(1)': null });
    told.tell(candles(3, 4, 5, 6, 7));
    expect(told.explain().explain.signals).toEqual({ '5m:sma(1)': 7 });
  });
});

const above = ({ on }: { on: On }) => {
  const [fast, slow] = [on('3m').sma(1), on('3m').sma(2)];
  return () => crossedAbove(fast, slow);
};

const through = ({ base, on }: { base: IndicatorSet; on: On }) => {
  const [fast, slow] = [base.sma(1), on('3m').sma(1)];
  return () => crossedAbove(fast, slow);
};

const leavesBands = ({ base, on }: { base: IndicatorSet; on: On }) => {
  const [line, { upper }] = [base.sma(1), on('3m').bollinger(2, 1)];
  return () => crossedAbove(line, upper);
};

describe('a crossing of a higher timeframe', () => {
  // Three-minute closes: 3, 1, 5, 5, 2; each is there with the base candles 2, 5, 8, 11, 14.
  const closes = [3, 3, 3, 1, 1, 1, 5, 5, 5, 5, 5, 5, 2, 2, 2];

  it('of a level is seen once, with the base candle that closes it', () => {
    expect(
      crossings(closes, ({ on }) =>
        (
          (line) => () =>
            crossedAbove(line, 2)
        )(on('3m').sma(1)),
      ),
    ).toEqual([8]);
    expect(
      crossings(closes, ({ on }) =>
        (
          (line) => () =>
            crossedBelow(line, 4)
        )(on('3m').sma(1)),
      ),
    ).toEqual([14]);
  });

  it('of two of its lines is seen once', () => {
    expect(crossings(closes, above)).toEqual([8]);
  });

  it('of a line of bands is seen once as well', () => {
    // Bands of 3 and 1 end at 3, those of 1 and 5 at 5, of 5 and 5 at 5 again.
    expect(crossings(closes, leavesBands)).toEqual([6]);
  });

  it('is seen with the candle that ends a gap and is the last of its own interval', () => {
    const seen: number[] = [];
    const setup = ({ on }: Pick<StrategySetup<never>, 'on'>) => {
      const line = on('3m').sma(1);
      return ({ candle }: CandleContext) => {
        if (crossedAbove(line, 2)) seen.push(candle.close);
        return undefined;
      };
    };
    const told = toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy: scripted({}, { setup }), parameters: {} }] });
    // The candle of 3 and 4 is complete when a later one comes; that one ends an interval whose beginning is missing.
    told.tell(`${candles(1, 1, 1, 3, 4)}, gap 3, candle 9, candle 8`);
    expect(seen).toEqual([9]);
  });

  it('of a base line through one that stands still between its candles is seen with the base candle', () => {
    // 5 above 1 with candle 6; at 8 the higher line rises to it.
    expect(crossings(closes, through)).toEqual([6]);
  });
});
