import { describe, expect, it } from 'vitest';
import { type CandleContext, defineStrategy } from '../../src/core/strategies/api/index.ts';
import type { StrategyDefinition } from '../../src/core/strategies/api/index.ts';
import { MINUTE, START_MS, aCandle, anInstrument, buy, engineSettings, scripted, sell } from '../support/build.ts';
import { aRun } from '../support/bench-run.ts';

const bitcoin = anInstrument();
const ether = anInstrument({ id: 1, symbol: 'ETH/USDT', base: 'ETH' });
const lane = (symbol: string, strategy: StrategyDefinition) => ({ symbol, strategy, parameters: {} });

function playBoth(run: ReturnType<typeof aRun>, count: number, from = 0): void {
  for (let index = from; index < from + count; index += 1) {
    run.driver.close(0, aCandle(index));
    run.driver.close(1, aCandle(index, { close: 50 }));
  }
  run.driver.flush();
}

describe('several symbols over one portfolio', () => {
  it('an exit at the open pays for an entry at the same open', () => {
    const settings = engineSettings(scripted({}), {
      lanes: [lane('BTC/USDT', scripted({ 0: buy(), 2: sell() })), lane('ETH/USDT', scripted({ 2: buy(), 3: buy() }))],
      size: { kind: 'equityShare', share: 1 },
    });
    const run = aRun(settings, { instruments: [bitcoin, ether], cash: '1000' });
    playBoth(run, 6);
    // The cash is still in BTC when the first entry is sized; a candle later it is free.
    expect(run.fills().map((fill) => fill.split(' ')[0])).toEqual(['buy', 'sell', 'buy']);
    expect([...run.recorder.denials.keys()]).toEqual(['belowMinimum']);
    expect(run.engine.view.lanes.filter((lane) => lane.position)).toHaveLength(1);
  });

  it('two strategies on one symbol keep positions of their own', () => {
    const settings = engineSettings(scripted({}), {
      lanes: [
        lane('BTC/USDT', scripted({ 0: buy(), 3: sell() })),
        lane('BTC/USDT', scripted({ 1: buy() }, { name: 'other' })),
      ],
    });
    const run = aRun(settings);
    run.play([0, 1, 2, 3, 4, 5].map((i) => aCandle(i)));
    expect(run.engine.view.lanes.map((each) => each.position?.quantity)).toEqual([undefined, 9.99]);
    expect(run.recorder.trips.map((trip) => trip.strategy)).toEqual(['scripted']);
  });

  it('the exposure ceiling counts every position and every working entry', () => {
    const settings = engineSettings(scripted({}), {
      lanes: [lane('BTC/USDT', scripted({ 0: buy() })), lane('ETH/USDT', scripted({ 0: buy() }))],
      size: { kind: 'fixedQuote', quote: 5000 },
      risk: { maxTotalExposureRatio: 0.8 },
    });
    const run = aRun(settings, { instruments: [bitcoin, ether] });
    playBoth(run, 3);
    expect(run.recorder.orders).toBe(1);
    expect([...run.recorder.denials.keys()]).toEqual(['totalExposure']);
  });

  it('the correlation cap keeps a twin of an open position out', () => {
    const settings = engineSettings(scripted({}), {
      lanes: [lane('BTC/USDT', scripted({ 50: buy() })), lane('ETH/USDT', scripted({ 55: buy() }))],
      risk: { maxCorrelation: 0.9 },
    });
    const run = aRun(settings, { instruments: [bitcoin, ether] });
    for (let i = 0; i < 60; i += 1) {
      const price = 100 + 5 * Math.sin(i / 3);
      run.driver.close(0, aCandle(i, { close: price }));
      run.driver.close(1, aCandle(i, { close: price / 2 }));
    }
    run.driver.flush();
    expect([...run.recorder.denials.keys()]).toEqual(['correlation']);
  });
});

describe('higher timeframes and other instruments', () => {
  it('a higher timeframe is seen only once its candle has closed', () => {
    const seen: (number | undefined)[] = [];
    const strategy = defineStrategy({
      name: 'hourly',
      parameters: {},
      setup: ({ on }) => {
        const average = on('5m').sma(2);
        return (context: CandleContext) => {
          seen[context.index] = average.value;
          return undefined;
        };
      },
    }) as StrategyDefinition;
    const run = aRun(engineSettings(strategy));
    run.play(Array.from({ length: 16 }, (_, i) => aCandle(i, { close: 100 + i })));
    // The five-minute candles close with 104, 109 and 114; the strategy is asked once two of them are there.
    expect(seen[8]).toBeUndefined();
    expect(seen[9]).toBe((104 + 109) / 2);
    expect(seen[13]).toBe((104 + 109) / 2);
    expect(seen[14]).toBe((109 + 114) / 2);
  });

  it('an interval whose last base candle is missing closes with the next candle', () => {
    const seen: (number | undefined)[] = [];
    const strategy = defineStrategy({
      name: 'gappy',
      parameters: {},
      setup: ({ on }) => {
        const close = on('5m').sma(2);
        return (context: CandleContext) => void (seen[context.index] = close.value);
      },
    }) as StrategyDefinition;
    const run = aRun(engineSettings(strategy));
    run.play([0, 1, 2, 3, 5, 6, 7, 8, 10].map((i) => aCandle(i, { close: 100 + i })));
    expect(seen[7]).toBeUndefined();
    expect(seen[8]).toBe((103 + 108) / 2);
  });

  it('an unknown instrument or a timeframe that does not fit is refused at setup, by name', () => {
    const unknown = scripted({}, { setup: ({ instrument }) => (instrument('DOGE/USDT').ema(5), () => undefined) });
    expect(() => aRun(engineSettings(unknown))).toThrow(
      /strategy scripted: instrument DOGE\/USDT is not part of the run; SYMBOLS lists BTC\/USDT/,
    );
    const odd = scripted({}, { setup: ({ on }) => (on('3m').ema(5), () => undefined) });
    expect(() => aRun(engineSettings(odd, { intervalMs: 2 * MINUTE }))).toThrow(
      /must be a multiple of the base interval 120000 ms, value was 180000 ms/,
    );
  });
});

describe('limits of the day and of the peak', () => {
  it('a daily loss holds entries until the next UTC day', () => {
    const evening = 1436;
    const plan = { 1: buy(), 3: buy(), 5: buy() };
    const settings = engineSettings(scripted(plan), {
      exits: { stopLossRatio: 0.1 },
      risk: { dailyLossLimitQuote: 50 },
      size: { kind: 'fixedQuote', quote: 1000 },
    });
    const run = aRun(settings);
    const at = (i: number, close: number) => aCandle(evening + i, { close, open: close });
    run.play([at(-1, 100), at(0, 100), at(1, 100), at(2, 85), at(3, 85), at(4, 85), at(5, 85), at(6, 85)]);
    expect(run.fills().map((fill) => fill.split(' ')[0])).toEqual(['buy', 'sell', 'buy']);
    expect([...run.recorder.denials.entries()]).toEqual([['dailyLoss', 1]]);
    expect(START_MS % 86_400_000).toBe(0);
  });

  it('a drawdown latches when it happens, and only an operator loosens it', () => {
    const settings = engineSettings(scripted({ 0: buy(), 5: buy() }), {
      size: { kind: 'equityShare', share: 1 },
      risk: { maxDrawdownRatio: 0.2 },
    });
    const run = aRun(settings);
    run.play([aCandle(0), aCandle(1), aCandle(2, { open: 100, close: 75 }), aCandle(3, { open: 75, close: 110 })]);
    expect(run.engine.view.control.tradingState).toBe('reducing');
    expect(run.engine.view.control.tradingStateReason).toMatch(/drawdown .* has reached the limit 20/);
    const action = { kind: 'setTradingState', state: 'active' } as const;
    run.writer.handle({ type: 'operatorActed', action, actor: 'test', reason: 'looked at it', key: 'k' }, 0);
    expect(run.engine.view.control.tradingState).toBe('active');
  });
});
