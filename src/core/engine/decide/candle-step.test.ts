import { describe, expect, it } from 'vitest';
import { MINUTE, START_MS, buy, scripted, sell } from '../../../../test/support/build.ts';
import type { CandleContext, Intent, StrategyDefinition } from '../../strategies/api/index.ts';
import type { LaneSpec } from '../index.ts';
import { BTC, ETH, after, toldEngine } from '../testing/told-engine.ts';

const lane = (strategy: StrategyDefinition, symbol = 'BTC/USDT'): LaneSpec => ({ symbol, strategy, parameters: {} });

/** A strategy that writes down what it is asked with. */
function listening(options: { warmUp?: number; symbol?: string } = {}) {
  const asked: string[] = [];
  const strategy = scripted(
    {},
    {
      setup: ({ indicators }) => {
        if (options.warmUp !== undefined) indicators.sma(options.warmUp);
        return ({ candle, index }: CandleContext) => {
          asked.push(`${index}: ${candle.close} at ${(candle.openTimeMs - START_MS) / MINUTE}`);
          return undefined;
        };
      },
    },
  );
  return { asked, lane: lane(strategy, options.symbol) };
}

describe('a strategy', () => {
  it.each([
    ['every candle', 'candle 1, candle 2, candle 3', ['0: 1 at 0', '1: 2 at 1', '2: 3 at 2']],
    ['a candle after a gap', 'candle 1, gap 5, candle 2', ['0: 1 at 0', '1: 2 at 6']],
    ['a candle told twice once', 'candle 1, again, again, candle 2', ['0: 1 at 0', '1: 2 at 1']],
    ['a candle that comes late never', 'candle 1, candle 2, late 9, candle 3', ['0: 1 at 0', '1: 2 at 1', '2: 3 at 2']],
    ['history never, and counts it', 'backfill 1, backfill 2, candle 3', ['2: 3 at 2']],
    [
      'history that comes late never, and does not count it',
      'candle 1, backfill 2, again, candle 3',
      ['0: 1 at 0', '2: 3 at 2'],
    ],
    ['quotes and ticks never', 'candle 1, quote 2, timer, candle 3', ['0: 1 at 0', '1: 3 at 1']],
    ['its own instrument only', 'candle 1, candle 7 ETH, candle 8 ETH, candle 2', ['0: 1 at 0', '1: 2 at 1']],
  ])('is asked with %s', (_what, steps, asked) => {
    const strategy = listening();
    toldEngine({ lanes: [strategy.lane], instruments: [BTC, ETH] }).tell(steps);
    expect(strategy.asked).toEqual(asked);
  });

  it.each([
    ['live candles', 'candle 1, candle 2, candle 3, candle 4', ['2: 3 at 2', '3: 4 at 3']],
    ['history', 'backfill 1, backfill 2, candle 3', ['2: 3 at 2']],
    ['candles around a gap', 'candle 1, gap 9, candle 2, candle 3', ['2: 3 at 11']],
  ])('is asked once its indicators have warmed up with %s', (_what, steps, asked) => {
    const strategy = listening({ warmUp: 3 });
    toldEngine({ lanes: [strategy.lane] }).tell(steps);
    expect(strategy.asked).toEqual(asked);
  });

  it('that warms up does not keep another waiting', () => {
    const [slow, quick] = [listening({ warmUp: 3 }), listening()];
    toldEngine({ lanes: [slow.lane, quick.lane] }).tell('candle 1, candle 2');
    expect([slow.asked.length, quick.asked.length]).toEqual([0, 2]);
  });

  it('is asked in the order of the lanes', () => {
    expect(toldEngine({ lanes: ['BTC/USDT', 'BTC/USDT'] }).tell('candle 100 buy / buy')).toEqual([
      'submit buy 10 entry',
      'lane 1: submit buy 10 entry',
    ]);
  });

  it('is asked after its position was looked after', () => {
    const told = after('candle 100 buy, fill, armed', {
      exits: { trailingStop: { distanceRatio: 0.1, activationRatio: 0 } },
    });
    expect(told.tell('candle 120 sell')).toEqual([
      'arm #2 10 stop 108 target -',
      'submit sell 10 signalExit: test exit',
    ]);
  });

  it('sees the position as long as there is one', () => {
    const seen: (number | undefined)[] = [];
    const plan: Readonly<Record<number, (context: CandleContext) => Intent>> = { 0: buy(), 2: sell() };
    const strategy = scripted(plan, {
      setup: () => (context) => {
        seen.push(context.position?.quantity);
        return plan[context.index]?.(context);
      },
    });
    toldEngine({ lanes: [lane(strategy)] }).tell('candle 100, fill, armed, candle 100, candle 100, fill, candle 100');
    expect(seen).toEqual([undefined, 10, 10, undefined]);
  });
});

describe('history', () => {
  it('leads to no command, whatever is held', () => {
    const told = after('candle 100 buy, fill, armed', {
      exits: { trailingStop: { distanceRatio: 0.1, activationRatio: 0 }, timeStop: { maxCandles: 1 } },
    });
    expect(told.tell('backfill 150, backfill 50')).toEqual([]);
  });

  it('values what is held', () => {
    expect(after('candle 100 buy, fill, armed, backfill 150').now('equity')).toBe(10_500);
  });
});

describe('a strategy that fails', () => {
  it('is stopped, told of with its candle, and not asked again', () => {
    const told = toldEngine();
    expect(told.notices('candle 100 throw')).toEqual([
      'strategyStopped: strategy wishful on BTC/USDT failed at candle 2024-01-01T00:00:00.000Z: division by zero; it is stopped, its position stays protected',
    ]);
    expect(told.tell('candle 100 buy')).toEqual([]);
    expect(told.explain().reason).toBe('strategy is stopped: division by zero, at candle 2024-01-01T00:00:00.000Z');
  });

  it.each([
    ['its own line', ['at f (file:///home/me/mine.ts:3:7)'], ' in /home/me/mine.ts:3:7'],
    [
      'the first of its own',
      ['at f (/home/me/mine.js:3:7)', 'at g (/home/me/other.js:1:1)'],
      ' in /home/me/mine.js:3:7',
    ],
    ['not the engine’s', ['at f (/home/me/core/engine/decide.ts:1:1)'], ''],
    ['no line that is none', ['at Array.map (<anonymous>)'], ''],
  ])('is told of with %s', (_what, frames, where) => {
    const error = new Error('broken');
    error.stack = ['Error: broken', ...frames].join('\n    ');
    const strategy = scripted({
      0: () => {
        throw error;
      },
    });
    const [notice] = toldEngine({ lanes: [lane(strategy)] }).notices('candle 100');
    expect(notice).toContain(`failed at candle 2024-01-01T00:00:00.000Z${where}: broken;`);
  });

  it('keeps its levels, and they still move', () => {
    const told = after('candle 100 buy, fill, armed, candle 100 throw', {
      exits: { trailingStop: { distanceRatio: 0.1, activationRatio: 0 } },
    });
    expect(told.tell('candle 120, armed')).toEqual(['arm #2 10 stop 108 target -']);
    expect(told.tell('quote 108')).toEqual(['submit sell 10 protectiveExit: trailing-stop']);
  });

  it('keeps the operator’s way out, and retries of it', () => {
    const told = after('candle 100 buy, fill, armed, candle 100 throw');
    expect(told.tell('operator close 0, reject, candle 100')).toEqual([
      'submit sell 10 operatorExit: operator: because',
      'critical orderRejected',
      'submit sell 10 operatorExit: operator: because',
    ]);
  });

  it('stops alone', () => {
    const told = after('candle 100 throw / -', { lanes: ['BTC/USDT', 'BTC/USDT'] });
    expect(told.tell('candle 100 buy / buy')).toEqual(['lane 1: submit buy 10 entry']);
  });

  it('does not keep the lanes behind it from that candle', () => {
    expect(toldEngine({ lanes: ['BTC/USDT', 'BTC/USDT'] }).tell('candle 100 throw / buy')).toEqual([
      'critical strategyStopped',
      'lane 1: submit buy 10 entry',
    ]);
  });

  it('by throwing something that is no error is told of as well', () => {
    const strategy = scripted({
      0: () => {
        // oxlint-disable-next-line no-throw-literal
        throw 'a text';
      },
    });
    const told = toldEngine({ lanes: [lane(strategy)] });
    expect(told.notices('candle 100')[0]).toMatch(/failed at candle \S+: a text;/);
  });

  it.each([
    ['null', null],
    ['undefined', undefined],
  ])('by throwing %s is told of as well', (name, thrown) => {
    const strategy = scripted({
      0: () => {
        throw thrown;
      },
    });
    expect(toldEngine({ lanes: [lane(strategy)] }).notices('candle 100')[0]).toContain(`0.000Z: ${name};`);
  });

  it('with an error that names no line is told of without one', () => {
    const error = new Error('broken');
    delete error.stack;
    const strategy = scripted({
      0: () => {
        throw error;
      },
    });
    expect(toldEngine({ lanes: [lane(strategy)] }).notices('candle 100')[0]).toContain('0.000Z: broken;');
  });

  it('leaves its working entry to fill, and that guarded', () => {
    const told = after('candle 100 buy limit 90, accept, candle 100 throw');
    expect(told.tell('fill @ 90')).toEqual(['arm #1 11.1111 stop 85.5 target -']);
  });
});
