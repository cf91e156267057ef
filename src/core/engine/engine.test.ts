/** What the engine promises to whoever runs it. */
import { describe, expect, it } from 'vitest';
import { decimal } from '../../domain/decimal.ts';
import type { EngineEvent } from '../../domain/events/events.ts';
import { decodeSaved, encodeSaved } from '../../domain/saved.ts';
import { notional, price, quantity } from '../../domain/units.ts';
import { MINUTE, START_MS, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { DEFAULT_ENGINE_LIMITS, Engine, type LaneSpec } from './index.ts';
import { BTC, ETH, type ToldEngine, after, toldEngine } from './testing/told-engine.ts';

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

describe('what each entry has decided', () => {
  const HELD = 'candle 100 buy, accept, fill, armed';

  it('is nothing where nobody asked for it', () => {
    expect(after(HELD).engine.takeFacts()).toBeUndefined();
  });

  it('is what the entry has decided, not what was restored before it', () => {
    const told = after(HELD);
    const saved = decodeSaved(encodeSaved(told.engine.save()));
    for (const asked of ['before', 'after']) {
      const engine = new Engine(told.settings);
      if (asked === 'before') engine.recordFacts();
      engine.restore(told.run, saved);
      if (asked === 'after') engine.recordFacts();
      engine.apply({ sequence: 9, timeMs: told.nowMs, event: { type: 'timerFired', clockDriftMs: 0 } });
      expect(engine.takeFacts()).toBeUndefined();
      engine.apply({
        sequence: 10,
        timeMs: told.nowMs,
        event: { type: 'operatorActed', action: { kind: 'closeAll' }, actor: 'ann', reason: 'because', key: 'k' },
      });
      expect(Object.keys(engine.takeFacts() ?? {}).toSorted()).toEqual(['laneParts', 'orders', 'portfolio']);
    }
  });

  it('is what the entry has decided, not what was folded before it', () => {
    const told = toldEngine();
    const other = new Engine(told.settings);
    other.recordFacts();
    told.engine.recordFacts();
    other.fold({ sequence: 1, timeMs: told.startMs, event: told.run }, told.engine.takeFacts());
    told.tell('candle 100 buy');
    const entry = { sequence: 2, timeMs: told.nowMs, event: told.lastEvent ?? told.run };
    other.fold(entry, told.engine.takeFacts());
    other.apply({ sequence: 3, timeMs: told.nowMs, event: { type: 'timerFired', clockDriftMs: 0 } });
    expect(other.takeFacts()).toBeUndefined();
  });
});

function lookingBack(lookback?: number): LaneSpec {
  const strategy = scripted({}, lookback === undefined ? {} : { lookback });
  return { symbol: 'BTC/USDT', strategy, parameters: {} };
}

describe('candles that strategies ask to be told again', () => {
  it('are as many as the longest of them asks for, of these lanes', () => {
    const { engine, intervalMs } = toldEngine({
      lanes: [lookingBack(3), lookingBack(), lookingBack(7), lookingBack(5)],
    });
    const told = [[0], [1], [0, 1, 3], [0, 1, 2, 3], [], [9]].map((lanes) => engine.lookbackMsOf(lanes) / intervalMs);
    expect(told).toEqual([3, 0, 5, 7, 0, 0]);
    expect(engine.lookbackMsOf() / intervalMs).toBe(7);
  });
});

describe('settings that have changed', () => {
  it('are told, each with what it was, what it is, and by whom', () => {
    const told = toldEngine();
    const changes = [
      { key: 'STOP_LOSS_PCT', from: '5', to: '3' },
      { key: 'COOLDOWN_SEC', from: null, to: '60' },
      { key: 'MAX_POSITIONS', from: '4', to: null },
    ];
    const event = { type: 'settingsChanged', changes, lanes: [], actor: 'ann' } as const;
    expect(told.engine.apply({ sequence: 2, timeMs: told.nowMs, event })).toEqual(
      [
        'STOP_LOSS_PCT was 5, is 3 (ann)',
        'COOLDOWN_SEC was not set, is 60 (ann)',
        'MAX_POSITIONS was 4, is not set (ann)',
      ].map((message) => ({ type: 'notify', level: 'info', code: 'settingChanged', message })),
    );
  });
});

const at = (number: number): number => START_MS + number * MINUTE;
const candle = (instrument: number, number: number): EngineEvent => {
  const shape = { open: 100, high: 100, low: 100, close: 100, volume: 1 };
  return { type: 'candleClosed', instrument, openTimeMs: at(number), ...shape };
};
const closed = (number: number): EngineEvent => ({ type: 'intervalClosed', openTimeMs: at(number) });

function ended({ engine }: ToldEngine, event: EngineEvent): number | undefined {
  const openMs = engine.intervalEndedBy({ sequence: 99, timeMs: at(99), event });
  return openMs === undefined ? undefined : (openMs - START_MS) / MINUTE;
}

describe('the interval that an entry ends', () => {
  it('is that of the only instrument, once', () => {
    const told = after('candle 100, candle 100');
    expect(
      [candle(0, 2), candle(0, 5), candle(0, 1), candle(0, 0), closed(2)].map((event) => ended(told, event)),
    ).toEqual([2, 5, undefined, undefined, undefined]);
    expect(ended(told, { type: 'timerFired', clockDriftMs: 0 })).toBeUndefined();
    expect(ended(told, { ...candle(0, 2), type: 'candleBackfilled' } as EngineEvent)).toBeUndefined();
  });

  it('is not over while an instrument of three has told nothing of it', () => {
    const instruments = [BTC, ETH, { ...ETH, id: 2, symbol: 'SOL/USDT', base: 'SOL' }];
    const told = toldEngine({ instruments, lanes: instruments.map(({ symbol }) => symbol) });
    told.apply(candle(0, 1));
    expect(ended(told, candle(1, 1))).toBeUndefined();
    told.apply(candle(1, 1));
    expect(ended(told, candle(2, 1))).toBe(1);
  });

  it('is over with the last instrument, with a later candle, or when it is said', () => {
    const told = after('candle 100, candle 50 ETH', { instruments: [BTC, ETH], lanes: ['BTC/USDT', 'ETH/USDT'] });
    expect([candle(0, 1), closed(1), candle(0, 0)].map((event) => ended(told, event))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    told.apply(candle(0, 1));
    expect(
      [candle(1, 1), candle(0, 2), candle(1, 3), closed(1), closed(2), closed(0), candle(1, 0)].map((event) =>
        ended(told, event),
      ),
    ).toEqual([1, 1, 1, 1, 1, undefined, undefined]);
  });
});
