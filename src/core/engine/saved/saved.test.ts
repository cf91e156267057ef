/** What happens rarely: facts lead to the same state, and what was saved goes on the same. */
import { describe, expect, it } from 'vitest';
import { scripted } from '../../../../test/support/build.ts';
import { shownState } from '../../../../test/support/shown-state.ts';
import type { Command } from '../../../domain/orders/commands.ts';
import type { EngineEvent, JournalEntry } from '../../../domain/events/events.ts';
import type { OnCandle, StrategyDefinition } from '../../strategies/api/index.ts';
import { type Saved, decodeSaved, encodeSaved } from '../../../domain/saved.ts';
import { Engine, FOLD_VERSION } from '../index.ts';
import type { LaneSpec } from '../index.ts';
import { BTC, ETH, type ToldEngine, type ToldOptions, toldEngine } from '../testing/told-engine.ts';

function restored({ engine, settings, run }: ToldEngine): Engine {
  const second = new Engine(settings);
  second.restore(run, decodeSaved(encodeSaved(engine.save())));
  return second;
}

type Setup = Parameters<StrategyDefinition['setup']>[0];

const TWO_LANES = ['BTC/USDT', 'BTC/USDT'];
const TWO_MARKETS = { lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] };

const RUNS: [name: string, steps: string, options?: ToldOptions][] = [
  [
    'a fill that the books cannot take, told again, settled, and told again',
    'candle 100 buy, accept, fill, candle 101 sell, accept, fill 9, fill 4, again, timer, operator settle t3, again, candle 102',
  ],
  [
    'an entry that waits to be made again until nothing is unknown',
    'candle 100 buy / buy, unknown of c0-0, unknown of c0-1, absent of c0-0, timer 500, accept of c0-1, accept of c0-2, fill of c0-2',
    { lanes: TWO_LANES },
  ],
  ['history told while something is held', 'candle 100 buy, accept, fill, armed, backfill 99, backfill 98, candle 97'],
  ['a delisting', 'candle 100 buy, accept, fill, armed, status exitOnly, accept, fill, candle 99 buy'],
  ['a smallest order raised', 'candle 100 buy, accept, fill, armed, least quote 5000, candle 99, candle 98'],
  [
    'an action that is refused, twice',
    'candle 100, operator move -50000 key k1, again, operator move -50 key k2, again',
  ],
  [
    'actions of which some are refused',
    'candle 100, operator move -50 key k0, operator move -50000 key k1, operator move -60000 key k2, operator reducing, candle 100',
  ],
  [
    'an order that fills after it has ended, beside one at work',
    'candle 100 buy, accept, canceled, candle 100 buy limit 95, accept, fill 1 @ 100 of c0-0, candle 100',
  ],
  ['an entry with a stop of its own', 'candle 100 buy stop 96, accept, fill 4, armed, fill'],
  ['an entry with a target of its own', 'candle 100 buy target 120, accept, fill 4, armed, fill'],
  [
    'an exit that fails until something changes',
    'candle 100 buy, accept, fill, armed, quote 95, reject, timer 1, reject, timer 1000, reject, operator active, timer 1',
  ],
  ['a strategy that throws', 'candle 100 buy, accept, fill, armed, candle 101 throw, candle 102, candle 90'],
  ['storage and time', 'candle 100, storage off, timer 500 drift 3000, interrupted 2000, storage on, candle 101 buy'],
  [
    'an odd quote that is confirmed',
    'candle 100 buy, accept, fill, armed, book 80, timer 1500, armed, book 79, accept, fill, candle 80',
  ],
  ['an odd quote that is not', 'candle 100 buy, accept, fill, armed, book 80, timer 1500, armed, book 100, candle 100'],
  [
    'a limit that rests, ages and is canceled',
    'candle 100 buy limit 95, accept, candle 101, candle 102, timer 400000, canceled, candle 103',
    { orderMaxAgeMs: 300_000 },
  ],
  [
    'losses up to a limit',
    'candle 100 buy, accept, fill, armed, candle 97, candle 96, candle 95.5',
    { risk: { maxDrawdownRatio: 0.003 } },
  ],
  [
    'a late candle',
    'candle 100 buy / buy, accept of c0-0, fill of c0-0, candle 50 ETH, gap 1, candle 99, late 90',
    TWO_MARKETS,
  ],
  [
    'levels that rest and fill',
    'candle 100 rest a:buy:99:3 b:buy:98:4, accept of c0-0, accept of c0-1, fill of c0-0, candle 99 rest a:buy:99:3 s:sell:103:2, candle 99 rest -, candle 98',
  ],
];

it('facts say which version they are, as journals have it', () => {
  expect(FOLD_VERSION).toBe(1);
});

describe('what happens rarely', () => {
  it.each(RUNS)('%s', (_, steps, options = {}) => {
    const told = toldEngine({ ...options, isShadowed: true });
    for (const step of steps.split(', ')) {
      told.tell(step);
      const second = restored(told);
      expect(shownState(second.view)).toBe(shownState(told.engine.view));
      expect(encodeSaved(second.save())).toBe(encodeSaved(told.engine.save()));
    }
  });
});

it('why actions were refused is known after a restart', () => {
  const told = toldEngine();
  told.tell('candle 100, operator move -50000 key k1, operator move -60000 key k2, operator move -50 key k3');
  const { control } = restored(told).view;
  expect(['k1', 'k2', 'k3'].map((key) => control.refusalOf(key))).toEqual([
    expect.stringContaining('50000'),
    expect.stringContaining('60000'),
    undefined,
  ]);
});

const leavingWithTag: OnCandle = ({ position, exit, enterLong }) =>
  position ? exit({ reason: 'enough', tag: 'late' }) : enterLong({ reason: 'go' });

it('a wish to leave keeps its tag over a restart', () => {
  const strategy = scripted({}, { setup: () => leavingWithTag });
  const told = toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }] });
  told.tell('candle 100, accept, fill, armed, candle 100');
  const engine = restored(told);
  const apply = (sequence: number, timeMs: number, event: EngineEvent) => engine.apply({ sequence, timeMs, event });
  const clientOrderId = [...told.submitted.keys()].at(-1) ?? '';
  apply(90, told.nowMs, { type: 'orderRejected', clientOrderId, code: 'no', message: 'not today' });
  const [again] = apply(91, told.nowMs + 1000, { type: 'timerFired', clockDriftMs: 0 });
  expect(again).toMatchObject({ type: 'submitOrder', order: { reason: 'enough', tag: 'late' } });
});

/** A strategy that may not enter before it has been told as much as its indicators warm up. */
function keepingNothing(changes: Partial<StrategyDefinition> = {}): LaneSpec {
  return { symbol: 'BTC/USDT', strategy: scripted({}, { setup: alwaysEntering, ...changes }), parameters: {} };
}

function alwaysEntering({ indicators }: Setup): OnCandle {
  indicators.sma(3);
  return ({ position, enterLong }) => (position ? undefined : enterLong({ reason: 'always' }));
}

function withAnotherIndicator({ indicators }: Setup): OnCandle {
  indicators.sma(3);
  indicators.ema(7);
  return () => undefined;
}

const learning = (left: number): string =>
  `the strategy keeps nothing over a restart and learns for ${left} more candles`;

/** What came of each of so many candles after a restart. */
function entriesAfterRestart(lane: LaneSpec, candles: number): string[] {
  const told = toldEngine({ lanes: [lane], risk: { maxPositions: 1 } });
  told.tell('candle 100, candle 100, candle 100, reject, candle 100, reject');
  const engine = restored(told);
  return Array.from({ length: candles }, (_, at) => {
    const openTimeMs = told.startMs + (4 + at) * told.intervalMs;
    const candle = { openTimeMs, open: 100, high: 100, low: 100, close: 100, volume: 1 };
    const event = { type: 'candleClosed', instrument: 0, ...candle } as const;
    const [command] = engine.apply({ sequence: 10 + at, timeMs: openTimeMs + told.intervalMs, event });
    if (command) engine.apply({ sequence: 20 + at, timeMs: openTimeMs + told.intervalMs, event: rejection(command) });
    return engine.explain(0)?.explain.blocks[0]?.message ?? command?.type ?? '';
  });
}

function rejection(command: Command): EngineEvent {
  const clientOrderId = command.type === 'submitOrder' ? command.order.clientOrderId : '';
  return { type: 'orderRejected', clientOrderId, code: 'no', message: 'not today' };
}

it('a strategy that keeps nothing and says so is there at once', () => {
  const told = toldEngine({ lanes: [keepingNothing({ lookback: 0 }), keepingNothing()] });
  const second = new Engine(told.settings);
  expect(second.restore(told.run, decodeSaved(encodeSaved(told.engine.save()))).lanes).toEqual([1]);
});

describe('a strategy that says nothing of restarts', () => {
  it('enters again once its indicators would have warmed up', () => {
    expect(entriesAfterRestart(keepingNothing(), 4)).toEqual([learning(2), learning(1), 'submitOrder', 'submitOrder']);
  });

  it('enters at once where it says that it keeps nothing', () => {
    expect(entriesAfterRestart(keepingNothing({ lookback: 0 }), 2)).toEqual(['submitOrder', 'submitOrder']);
  });
});

describe('a state of another version', () => {
  it('names the indicators that begin anew', () => {
    const told = toldEngine({ lanes: [keepingNothing()] });
    const settings = { ...told.settings, lanes: [keepingNothing({ setup: withAnotherIndicator })] };
    const { indicators } = new Engine(settings).restore(told.run, decodeSaved(encodeSaved(told.engine.save())));
    expect(indicators).toEqual(['BTC/USDT ema(7)']);
  });

  it('explains the indicators alone that the strategy has declared since', () => {
    let setups = 0;
    const setup: StrategyDefinition['setup'] = ({ indicators }) => {
      setups += 1;
      if (setups === 1) indicators.sma(3);
      else indicators.ema(2);
      return { onCandle: () => undefined, save: () => 1, restore: () => unreadable() };
    };
    const told = toldEngine({ lanes: [keepingNothing({ setup })] });
    setups = 0;
    const second = restored(told);
    expect(setups).toBe(2);
    expect(Object.keys(second.explain(0)?.explain.signals ?? {})).toEqual(['ema(2)']);
  });
});

function unreadable(): never {
  throw new RangeError('not mine');
}

describe('orders of which some were forgotten', () => {
  it('keep their numbers, and the next one has its own', () => {
    const told = toldEngine({ lanes: TWO_LANES });
    told.tell('candle 100 buy limit 50, accept');
    for (let sent = 0; sent < 70; sent += 1) told.tell('candle 100 - / buy, reject');
    for (let day = 0; day < 2; day += 1) told.tell('gap 1440, candle 100 - / buy, reject');
    for (let sent = 0; sent < 70; sent += 1) told.tell('candle 100 - / buy, reject');
    const second = restored(told);
    second.recordFacts();
    expect(encodeSaved(second.save())).toBe(encodeSaved(told.engine.save()));
    for (const number of [0, 1, 70, 100, 141]) {
      const id = `c0-${number.toString(36)}`;
      expect(second.view.orders.find(id)?.status).toBe(told.engine.view.orders.find(id)?.status);
    }
    expect(told.engine.view.orders.find('c0-1')).toBeUndefined();
  });

  it('keep their numbers where the first that is known is a later one', () => {
    const told = toldEngine();
    for (let sent = 0; sent < 70; sent += 1) told.tell('candle 100 buy, reject');
    for (let day = 0; day < 2; day += 1) told.tell('gap 1440, candle 100 buy, reject');
    for (let sent = 0; sent < 70; sent += 1) told.tell('candle 100 buy, reject');
    const second = restored(told);
    const known = ({ view }: Engine) => [...told.submitted.keys()].filter((id) => view.orders.find(id) !== undefined);
    expect(known(second)).toEqual(known(told.engine));
    expect(known(second)).not.toContain('c0-0');
    second.recordFacts();
    expect(encodeSaved(second.save())).toBe(encodeSaved(told.engine.save()));
  });

  it('keep their numbers where the newest was forgotten first', () => {
    const lanes = Array.from({ length: 70 }, () => 'BTC/USDT');
    const told = toldEngine({ lanes, cash: '100000' });
    told.tell(`candle 100 ${lanes.map(() => 'buy limit 50').join(' / ')}`);
    const ids = [...told.submitted.keys()].toReversed();
    for (const id of ids) told.tell(`accept of ${id}`);
    told.tell(`canceled of ${ids[0]}, gap 1440, candle 100`);
    for (const id of ids.slice(1)) told.tell(`canceled of ${id}`);
    expect(told.engine.view.orders.find(ids[0] ?? '')).toBeUndefined();
    expect(encodeSaved(restored(told).save())).toBe(encodeSaved(told.engine.save()));
  });
});

describe('a lane that is not configured any more', () => {
  it.each([
    ['keeps the order that leaves its position', 'candle 100 buy, accept, fill, armed, candle 101 sell, accept', []],
    ['loses the order that buys', 'candle 100 buy limit 95, accept', ['c0-0']],
  ])('%s when a process begins', (_what, steps, canceled) => {
    const told = toldEngine();
    told.tell(steps);
    const lanes = told.settings.lanes.map((lane) => ({ ...lane, isRetired: true as const }));
    const second = new Engine({ ...told.settings, lanes });
    second.restore(told.run, decodeSaved(encodeSaved(told.engine.save())));
    const event = { type: 'runResumed', commit: 'test', reason: 'started again' } as const;
    const commands = second.apply({ sequence: 99, timeMs: told.nowMs, event });
    expect(commands.flatMap((command) => (command.type === 'cancelOrder' ? [command.clientOrderId] : []))).toEqual(
      canceled,
    );
  });
});

describe('facts of the first days', () => {
  it('told ledger and lanes whole, by other names', () => {
    const told = toldEngine();
    const second = new Engine(told.settings);
    second.fold({ sequence: 1, timeMs: told.nowMs, event: told.run }, undefined);
    told.engine.recordFacts();
    for (const step of [
      'candle 100 buy',
      'accept',
      'fill',
      'armed',
      'candle 101 sell',
      'accept',
      'fill 4',
      'candle 102',
    ]) {
      told.tell(step);
      const { laneParts, booked, ...facts } = told.engine.takeFacts() ?? {};
      const saved = decodeSaved(encodeSaved(told.engine.save())) as Record<string, Saved>;
      const whole = (saved['lanes'] as Saved[][]).map((lane, id) => [id, lane[2] as Saved]);
      const names = {
        ...(laneParts === undefined ? {} : { lanes: whole }),
        ...(booked === undefined ? {} : { ledger: saved['ledger'] as Saved }),
      };
      second.fold(told.entries.at(-1) as JournalEntry, { ...facts, ...names });
      expect(encodeSaved(second.save())).toBe(encodeSaved(told.engine.save()));
    }
  });
});
