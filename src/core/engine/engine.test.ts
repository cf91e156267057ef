/** What the engine promises to whoever runs it. */
import { describe, expect, it } from 'vitest';
import { decimal } from '../../domain/decimal.ts';
import { notional, price, quantity } from '../../domain/units.ts';
import { buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { DEFAULT_ENGINE_LIMITS, Engine } from './index.ts';
import { BTC, after, toldEngine } from './testing/told-engine.ts';

const BEGIN = 'the first entry of a run must be runStarted';
const order = {
  side: 'buy',
  purpose: 'entry',
  quantity: quantity('1'),
  price: price('100'),
  notional: notional('100'),
  isLimit: false,
  stopPrice: Number.NaN,
} as const;

describe('an engine that was told no run', () => {
  const engine = new Engine(engineSettings(scripted({})));

  it.each<[string, () => unknown]>([
    ['shows nothing', () => engine.view],
    ['explains nothing', () => engine.explain(0)],
    ['reads no limits', () => engine.readLimits(0, order)],
    ['awaits nothing', () => engine.awaitsClock],
    [
      'takes no candle',
      () => {
        const candle = { openTimeMs: 0, open: 1, high: 1, low: 1, close: 1, volume: 1 };
        return engine.apply({ sequence: 1, timeMs: 0, event: { type: 'candleClosed', instrument: 0, ...candle } });
      },
    ],
    [
      'takes no other entry',
      () => engine.apply({ sequence: 1, timeMs: 0, event: { type: 'timerFired', clockDriftMs: 0 } }),
    ],
  ])('%s', (_what, ask) => {
    expect(ask).toThrow(BEGIN);
  });
});

describe('a run', () => {
  it('begins once', () => {
    const told = toldEngine();
    expect(() => told.tell('again')).toThrow('a journal holds one runStarted entry');
  });

  it('is heard of before everything else, once', () => {
    const heard: string[] = [];
    const engine = new Engine(engineSettings(scripted({})), {
      runBegan: ({ runId }) => heard.push(`run ${runId}`),
      noticeRaised: ({ code }) => heard.push(code),
    });
    const { run } = toldEngine().engine.view;
    engine.apply({ sequence: 1, timeMs: 0, event: run });
    engine.apply({ sequence: 2, timeMs: 0, event: { type: 'storageChanged', isWritable: false, cause: 'full' } });
    expect(heard).toEqual(['run c0', 'storageChanged']);
  });

  it('in which nothing is asked for answers with an empty list', () => {
    const told = toldEngine();
    const event = { type: 'timerFired', clockDriftMs: 0 } as const;
    expect(told.engine.apply({ sequence: 2, timeMs: told.nowMs, event })).toEqual([]);
  });

  it('is in one quote asset', () => {
    const odd = { ...BTC, id: 1, symbol: 'BTC/EUR', quote: 'EUR' };
    expect(() => toldEngine({ instruments: [BTC, odd] })).toThrow('one quote asset per run, this run has USDT, EUR');
  });
});

describe('the limits of a lane', () => {
  it('are read as an order would meet them', () => {
    const told = after('candle 100 buy, fill, armed', { risk: { maxOrdersPerHour: 5 } });
    const standing = told.engine.readLimits(0, order).find(({ rule }) => rule === 'orders-per-hour');
    expect(standing).toMatchObject({ limit: 5, value: 1 });
  });

  it('of one that there is not are refused', () => {
    expect(() => toldEngine().engine.readLimits(1, order)).toThrow("lane 1 must be one of the run's 1");
  });
});

describe('an instrument', () => {
  it('that the run has not is refused, whichever entry names it', () => {
    expect(() => toldEngine().engine.view.market(1)).toThrow("instrument 1 must be one of the run's 1");
  });
});

describe('an engine with the usual limits', () => {
  it('trades', () => {
    const settings = { ...engineSettings(scripted({ 0: buy() })), ...DEFAULT_ENGINE_LIMITS };
    const engine = new Engine(settings);
    const { run } = toldEngine({ cash: '5000' }).engine.view;
    engine.apply({ sequence: 1, timeMs: 0, event: run });
    const candle = { openTimeMs: 0, open: 100, high: 100, low: 100, close: 100, volume: 1 };
    const event = { type: 'candleClosed', instrument: 0, ...candle } as const;
    expect(engine.apply({ sequence: 2, timeMs: 60_000, event })).toMatchObject([
      { type: 'submitOrder', order: { side: 'buy', quantity: decimal('10') } },
    ]);
  });
});

describe('lanes', () => {
  it('decide by symbol, those of one symbol as configured, however they are listed', () => {
    const ETH = { ...BTC, id: 1, symbol: 'ETH/USDT', base: 'ETH' };
    const told = toldEngine({
      lanes: ['ETH/USDT', 'BTC/USDT', 'ETH/USDT', 'BTC/USDT'],
      instruments: [BTC, ETH],
    });
    expect(told.tell('candle 100 buy / buy, candle 50 ETH buy / buy')).toEqual([
      'lane 1: submit buy 10 entry',
      'lane 3: submit buy 10 entry',
      'submit buy 20 entry',
      'lane 2: submit buy 20 entry',
    ]);
  });
});
