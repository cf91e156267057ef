import { describe, expect, it } from 'vitest';
import { engineSettings, scripted } from '../../../../test/support/build.ts';
import { type StrategyDefinition, integer } from '../../strategies/api/index.ts';
import { Engine, type LaneSpec, StrategySetupError } from '../index.ts';
import { BTC, ETH, type ToldOptions, toldEngine } from '../testing/told-engine.ts';

type Setup = StrategyDefinition['setup'];

function laneOf(setup: Setup, changes: Partial<LaneSpec> = {}): LaneSpec {
  return { symbol: 'BTC/USDT', strategy: scripted({}, { setup }), parameters: {}, ...changes };
}

const starting =
  (lane: LaneSpec, options: ToldOptions = {}) =>
  () =>
    toldEngine({ lanes: [lane], ...options });

const nothing: Setup = () => () => undefined;

describe('a strategy that cannot be set up is named with what is wrong', () => {
  const wants = { strategy: scripted({}, { parameters: { period: integer({ default: 3, from: 1, to: 9 }) } }) };
  it.each<[string, LaneSpec, RegExp]>([
    [
      'a symbol that is not the run’s',
      laneOf(nothing, { symbol: 'XRP/USDT' }),
      /^strategy scripted: XRP\/USDT is not among the run's symbols$/,
    ],
    [
      'something thrown that is no error',
      laneOf(() => {
        // oxlint-disable-next-line no-throw-literal
        throw 'a text';
      }),
      /^strategy scripted: a text$/,
    ],
    [
      'a parameter out of range',
      laneOf(nothing, { ...wants, parameters: { period: 10 } }),
      /^strategy scripted: .*period.*10/,
    ],
    [
      'a parameter nobody knows',
      laneOf(nothing, { ...wants, parameters: { perod: 3 } }),
      /^strategy scripted: .*perod/,
    ],
    [
      'every problem at once',
      laneOf(nothing, { ...wants, parameters: { period: 0, perod: 3 } }),
      /period.*; .*perod|perod.*; .*period/,
    ],
    [
      'an indicator out of range',
      laneOf(({ indicators }) => {
        indicators.sma(0);
        return () => undefined;
      }),
      /^strategy scripted: .*sma period/,
    ],
    [
      'a timeframe that does not fit',
      laneOf(({ on }) => {
        on('3m');
        return () => undefined;
      }),
      /^strategy scripted: a higher timeframe must be a multiple of the base interval 120000 ms, value was 180000 ms$/,
    ],
    [
      'another instrument that is not the run’s',
      laneOf(({ instrument }) => {
        instrument('XRP/USDT');
        return () => undefined;
      }),
      /^strategy scripted: instrument XRP\/USDT is not part of the run; SYMBOLS lists BTC\/USDT, ETH\/USDT$/,
    ],
    [
      'its own error',
      laneOf(() => {
        throw new Error('no luck');
      }),
      /^strategy scripted: no luck$/,
    ],
  ])('%s', (_what, lane, message) => {
    const start = starting(lane, { instruments: [BTC, ETH], intervalMs: 120_000 });
    expect(start).toThrow(StrategySetupError);
    expect(start).toThrow(message);
  });
});

describe('a strategy is set up', () => {
  it('with its parameters, its symbol, its model and its files', () => {
    const seen: unknown[] = [];
    const strategy = scripted(
      {},
      {
        parameters: { period: integer({ default: 3, from: 1, to: 9 }), size: integer({ default: 1, from: 1, to: 2 }) },
        setup: ({ parameters, symbol, model, attachments }) => {
          seen.push(parameters, symbol, model?.name, attachments);
          return () => undefined;
        },
      },
    );
    const model = { name: 'oracle', version: '7', score: () => undefined };
    toldEngine({
      lanes: [{ symbol: 'BTC/USDT', strategy, parameters: { period: 5 }, model, attachments: { file: 'text' } }],
    });
    expect(seen).toEqual([{ period: 5, size: 1 }, 'BTC/USDT', 'oracle', { file: 'text' }]);
  });

  it('with no files when it names none', () => {
    let files: unknown;
    starting(
      laneOf(({ attachments }) => {
        files = attachments;
        return () => undefined;
      }),
    )();
    expect(files).toEqual({});
  });

  it('once, when the run starts', () => {
    let times = 0;
    const told = starting(
      laneOf(() => {
        times += 1;
        return () => undefined;
      }),
    )();
    told.tell('candle 100, resume, candle 100');
    expect(times).toBe(1);
  });

  it('once more for every lane', () => {
    let times = 0;
    const lane = laneOf(() => {
      times += 1;
      return () => undefined;
    });
    toldEngine({ lanes: [lane, lane] });
    expect(times).toBe(2);
  });

  it('with indicators of another instrument, by its name', () => {
    const lane = laneOf(({ instrument }) => {
      instrument('ETH/USDT').sma(1);
      return () => undefined;
    });
    const told = toldEngine({ lanes: [lane], instruments: [BTC, ETH] });
    told.tell('candle 100, candle 50 ETH');
    expect(told.explain().explain.signals).toEqual({ 'ETH/USDT:sma(1)': 50 });
  });
});

describe('a run', () => {
  it('begins with its first entry, once', () => {
    const told = toldEngine();
    expect(() => told.tell('candle 100')).not.toThrow();
    const identity = { runId: 'c1', mode: 'test', commit: 'test', configHash: 'test', modelHash: null, seed: 1 };
    expect(() => told.apply({ type: 'runStarted', ...identity, instruments: [BTC], balances: {} })).toThrow(
      /a journal holds one runStarted entry/,
    );
  });

  it('is nothing before that', () => {
    const engine = new Engine(engineSettings(scripted({})));
    const timer = { type: 'timerFired', clockDriftMs: 0 } as const;
    expect(() => engine.apply({ sequence: 1, timeMs: 0, event: timer })).toThrow(
      /the first entry of a run must be runStarted/,
    );
  });

  it('has one quote asset', () => {
    expect(() => toldEngine({ instruments: [BTC, { ...ETH, symbol: 'ETH/EUR', quote: 'EUR' }] })).toThrow(
      /one quote asset per run, this run has USDT, EUR/,
    );
  });
});
