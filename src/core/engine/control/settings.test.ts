/** A run gets further instruments, and lanes that waited for them. */
import { describe, expect, it } from 'vitest';
import type { EngineEvent, JournalEntry } from '../../../domain/events/events.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { decodeSaved, encodeSaved } from '../../../domain/saved.ts';
import { MINUTE, START_MS, buy, engineSettings, scripted } from '../../../../test/support/build.ts';
import { defineStrategy } from '../../strategies/api/index.ts';
import { Engine, type EngineObserver, type EngineSettings, type LaneSpec } from '../index.ts';
import { BTC, ETH } from '../testing/told-engine.ts';

const SOL: Instrument = { ...BTC, id: 2, symbol: 'SOL/USDT', base: 'SOL' };
const own = scripted({ 0: buy() });
const run = {
  type: 'runStarted',
  runId: 'c0',
  mode: 'test',
  commit: 'test',
  configHash: 'test',
  modelHash: null,
  seed: 1,
  instruments: [BTC],
  balances: { USDT: 10_000n * 10n ** 18n },
} as const;

function laneOf(symbol: string, strategy: LaneSpec['strategy'] = own): LaneSpec {
  return { symbol, strategy, parameters: {} };
}

/** Sees the other market, and enters with the first candle that both have. */
const pair = defineStrategy({
  name: 'pair',
  parameters: {},
  lookback: 0,
  setup: ({ instrument }) => {
    const other = instrument('ETH/USDT').sma(1);
    return ({ enterLong }) => (other.current > 0 ? enterLong({ reason: 'both are there' }) : undefined);
  },
});

class Told {
  readonly engine: Engine;
  sequence = 0;
  readonly entries: { sequence: number; timeMs: number; event: EngineEvent }[] = [];

  constructor(lanes: readonly LaneSpec[], settings: Partial<EngineSettings> = {}, observer: EngineObserver = {}) {
    this.engine = new Engine(engineSettings(own, { lanes, ...settings }), observer);
  }

  tell(event: EngineEvent, timeMs = START_MS): readonly string[] {
    this.sequence += 1;
    const entry = { sequence: this.sequence, timeMs, event };
    this.entries.push(entry);
    return this.engine.apply(entry).map(({ type }) => type);
  }

  begin(): this {
    this.sequence = 1;
    const entry = { sequence: 1, timeMs: START_MS, event: run };
    this.entries.push(entry);
    this.engine.fold(entry, undefined);
    return this;
  }

  candle(instrument: number, at: number, close = 100): readonly string[] {
    const openTimeMs = START_MS + at * MINUTE;
    const event = {
      type: 'candleClosed',
      instrument,
      openTimeMs,
      open: close,
      high: close,
      low: close,
      close,
      volume: 9,
    } as const;
    return this.tell(event, openTimeMs + MINUTE);
  }
}

function changed(instruments: readonly Instrument[], lanes: readonly LaneSpec[]): EngineEvent {
  const names = lanes.map(({ symbol, strategy }) => ({ symbol, strategy: strategy.name }));
  return { type: 'settingsChanged', changes: [], lanes: names, instruments, actor: 'test' };
}

describe('a run that gets an instrument', () => {
  it('numbers it behind the others, and sets up the lanes that waited for it', () => {
    const lanes = [laneOf('BTC/USDT'), laneOf('ETH/USDT'), laneOf('BTC/USDT', pair)];
    const told = new Told(lanes).begin();
    const { view } = told.engine;
    // Lanes have numbers: the third waits with the second.
    expect(view.lanes.map(({ symbol }) => symbol)).toEqual(['BTC/USDT']);
    expect(told.candle(0, 0)).toContain('submitOrder');
    told.tell(changed([ETH], lanes), START_MS + MINUTE);
    expect(view.markets.map(({ instrument }) => instrument.symbol)).toEqual(['BTC/USDT', 'ETH/USDT']);
    expect(view.lanes.map(({ id, symbol, name }) => `${id} ${symbol} ${name}`)).toEqual([
      '0 BTC/USDT scripted',
      '1 ETH/USDT scripted',
      '2 BTC/USDT pair',
    ]);
    // An interval ends with both from here on.
    expect(told.candle(0, 1)).toEqual([]);
    expect(told.candle(1, 1).filter((type) => type === 'submitOrder')).toHaveLength(2);
  });

  it('ends its intervals without one that is told nothing any more', () => {
    const lanes = [laneOf('BTC/USDT'), laneOf('ETH/USDT')];
    const told = new Told(lanes).begin();
    told.tell(changed([ETH], lanes));
    expect(told.candle(0, 0)).toEqual([]);
    expect(told.tell({ type: 'intervalClosed', openTimeMs: START_MS }, START_MS + MINUTE)).toContain('submitOrder');
  });

  it('asks a strategy that looks at it for nothing before', () => {
    const lanes = [laneOf('BTC/USDT', pair), laneOf('ETH/USDT')];
    const told = new Told(lanes).begin();
    expect(told.engine.view.lanes.map(({ name }) => name)).toEqual(['pair']);
    expect(told.candle(0, 0)).toEqual([]);
    told.tell(changed([ETH], lanes), START_MS + MINUTE);
    told.candle(0, 1);
    expect(told.candle(1, 1).filter((type) => type === 'submitOrder')).toHaveLength(2);
  });

  it('lets a strategy that looks at it learn first, unless it says that it keeps nothing', () => {
    const { lookback: _none, ...learning } = pair;
    const slow: LaneSpec['strategy'] = {
      ...learning,
      setup: (context) => {
        context.indicators.sma(3);
        return pair.setup(context);
      },
    };
    const lanes = [laneOf('BTC/USDT', slow), laneOf('BTC/USDT', { ...slow, lookback: 0 }), laneOf('ETH/USDT')];
    const told = new Told(lanes).begin();
    for (const at of [0, 1, 2]) told.candle(0, at);
    told.tell(changed([ETH], lanes), START_MS + 3 * MINUTE);
    told.candle(0, 3);
    told.candle(1, 3);
    expect(told.engine.explain(0)?.explain.blocks.map(({ code }) => code)).toEqual(['learning']);
    expect(told.engine.explain(1)?.explain.blocks).toEqual([]);
  });

  it('is waited for by a strategy that was warm without it', () => {
    let setups = 0;
    const both: LaneSpec['strategy'] = {
      ...pair,
      setup: ({ indicators, instrument }) => {
        setups += 1;
        indicators.sma(2);
        instrument('ETH/USDT').sma(2);
        return ({ enterLong }) => enterLong({ reason: 'always' });
      },
    };
    const lanes = [laneOf('BTC/USDT', both), laneOf('ETH/USDT', scripted({})), laneOf('SOL/USDT', scripted({}))];
    const told = new Told(lanes).begin();
    for (const at of [0, 1, 2]) told.candle(0, at);
    told.tell(changed([ETH], lanes), START_MS + 3 * MINUTE);
    const orders = (at: number) => [0, 1].flatMap((id) => told.candle(id, at)).filter((type) => type === 'submitOrder');
    expect([orders(3).length, orders(4).length, setups]).toEqual([0, 1, 2]);
    // The next one is none of its.
    told.tell(changed([SOL], lanes), START_MS + 5 * MINUTE);
    expect(setups).toBe(2);
  });

  it('is told to whoever listens', () => {
    const heard: string[] = [];
    const observer = { instrumentChanged: ({ symbol }: Instrument) => void heard.push(symbol) };
    const lanes = [laneOf('BTC/USDT'), laneOf('ETH/USDT')];
    const told = new Told(lanes, {}, observer).begin();
    told.tell(changed([ETH], lanes));
    expect(heard).toEqual(['ETH/USDT']);
  });

  it('is read back from what was saved since, and folded to the same state', () => {
    const lanes = [laneOf('BTC/USDT'), laneOf('SOL/USDT'), laneOf('ETH/USDT')];
    const told = new Told(lanes, { risk: { maxCorrelation: 0.9, atrSpikeRatio: 0.5 } }).begin();
    told.candle(0, 0);
    told.tell(changed([ETH], lanes), START_MS + MINUTE);
    told.candle(0, 1);
    told.candle(1, 1);
    told.tell(changed([SOL], lanes), START_MS + 2 * MINUTE);
    for (const id of [0, 1, 2]) told.candle(id, 2);
    const state = encodeSaved(told.engine.save());
    const second = new Engine(engineSettings(own, { lanes, risk: { maxCorrelation: 0.9, atrSpikeRatio: 0.5 } }));
    expect(second.restore(run, decodeSaved(state))).toMatchObject({ indicators: [] });
    expect(encodeSaved(second.save())).toBe(state);
    expect(second.view.lanes.map(({ symbol }) => symbol)).toEqual(['BTC/USDT', 'SOL/USDT', 'ETH/USDT']);
  });

  it('is told, as what its lane has done is, to whoever folds the run', () => {
    const lanes = [laneOf('BTC/USDT'), laneOf('ETH/USDT')];
    const told = new Told(lanes).begin();
    told.engine.recordFacts();
    const folding = new Engine(engineSettings(own, { lanes }));
    for (const entry of told.entries) folding.fold(entry, undefined);
    const follow = (): void => folding.fold(told.entries.at(-1) as JournalEntry, told.engine.takeFacts());
    told.candle(0, 0);
    follow();
    told.tell(changed([ETH], lanes), START_MS + MINUTE);
    follow();
    for (const id of [0, 1]) {
      told.candle(id, 1);
      follow();
    }
    expect(folding.view.orders.working.map(({ request }) => request.lane)).toEqual([0, 1]);
    expect(encodeSaved(folding.save())).toBe(encodeSaved(told.engine.save()));
  });

  it.each([
    ['of another number', { ...ETH, id: 2 }, /ETH\/USDT must be instrument 1 of the run, was 2/],
    ['for other money', { ...ETH, symbol: 'ETH/EUR', quote: 'EUR' }, /ETH\/EUR must be traded for USDT/],
  ])('takes none %s', (_what, instrument, message) => {
    const told = new Told([laneOf('BTC/USDT')]).begin();
    expect(() => told.tell(changed([instrument], []))).toThrow(message);
  });
});

it('a run that begins waits for nothing', () => {
  const waiting = new Told([laneOf('BTC/USDT'), laneOf('ETH/USDT')]);
  expect(() => waiting.tell(run)).toThrow(
    'strategy scripted: ETH/USDT is not among the run’s symbols'.replace('’', "'"),
  );
});

describe('a lane that is not configured any more', () => {
  it('has what it buys canceled when a process begins, and nothing made again', () => {
    const retired = { ...laneOf('BTC/USDT'), isRetired: true } as const;
    const told = new Told([retired]).begin();
    told.candle(0, 0);
    const [order] = told.engine.view.orders.working;
    const clientOrderId = order?.request.clientOrderId ?? '';
    expect(told.tell({ type: 'runResumed', commit: 'test', reason: 'test' }, START_MS + MINUTE)).toContain(
      'cancelOrder',
    );
    const answers = told.tell({ type: 'orderAbsent', clientOrderId, evidence: 'test' }, START_MS + MINUTE);
    expect(answers).not.toContain('submitOrder');
    expect(told.engine.view.orders.working).toEqual([]);
  });
});
