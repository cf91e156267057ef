/** What an entry has changed is told, once, and nothing else. */
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../domain/events/events.ts';
import { UnreadableSave, decodeSaved, encodeSaved } from '../../../domain/saved.ts';
import type { CandleContext } from '../../strategies/api/index.ts';
import { scripted } from '../../../../test/support/build.ts';
import { Engine, type LaneSpec } from '../index.ts';
import { type ToldEngine, after, toldEngine } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, accept, fill, armed';

/** The names of what the last of these steps has changed. */
function changed(told: ToldEngine, steps: string): readonly string[] {
  told.engine.recordFacts();
  for (const step of steps.split(', ')) {
    told.engine.takeFacts();
    told.tell(step);
  }
  return Object.keys(told.engine.takeFacts() ?? {}).toSorted();
}

describe('facts', () => {
  it.each([
    ['an entry', 'candle 100 buy', ['keys', 'laneParts', 'orders', 'portfolio']],
    ['an answer', 'candle 100 buy, accept', ['orders']],
    ['a fill', 'candle 100 buy, accept, fill', ['booked', 'laneParts', 'orders', 'portfolio', 'protective']],
    ['levels that are armed', HELD, ['laneParts', 'protective']],
    ['an operator', `${HELD}, operator reducing`, ['control', 'laneParts']],
    ['losses that are forgiven', `${HELD}, operator reset`, ['control', 'portfolio']],
    [
      'a fill that the books cannot take',
      `${HELD}, candle 100 sell, fill, fill 1 id x of c0-1`,
      ['control', 'orders', 'portfolio', 'suspense'],
    ],
    ['a strategy that throws', `${HELD}, candle 100 throw`, ['laneParts']],
    ['a candle', `${HELD}, candle 101`, []],
  ])('are of what %s has changed', (_what, steps, names) => {
    const told = toldEngine();
    expect(changed(told, steps)).toEqual(names);
    expect(changed(told, 'timer')).toEqual([]);
    expect(changed(told, 'timer, timer')).toEqual([]);
  });

  it('are of what has changed since somebody listens', () => {
    const told = after(`${HELD}, operator reducing, candle 100 sell, fill, fill 1 id x of c0-1`);
    expect(changed(told, 'timer')).toEqual([]);
  });

  it('tell of a lane the parts that have changed', () => {
    const told = toldEngine();
    told.engine.recordFacts();
    const parts = (steps: string): unknown => {
      told.tell(steps);
      const { laneParts = [] } = told.engine.takeFacts() ?? {};
      return (laneParts as readonly unknown[][]).map((lane) => lane.map((part) => typeof part === 'object' && part));
    };
    expect(parts('candle 100 buy')).toEqual([[false, expect.anything(), null, null, null]]);
    told.tell('accept');
    expect(parts('fill')).toEqual([[false, expect.anything(), expect.anything(), expect.anything(), null]]);
    expect(parts('armed')).toEqual([[false, null, null, expect.anything(), null]]);
  });

  it('tell of a strategy that is stopped on a candle that moves its stop', () => {
    const told = after('candle 100 buy, accept, fill, armed', {
      exits: { trailingStop: { distanceRatio: 0.05, activationRatio: 0 } },
    });
    told.engine.recordFacts();
    told.tell('candle 110 throw');
    const facts = told.engine.takeFacts() ?? {};
    const [[, , , guard, stopReason]] = facts['laneParts'] as unknown as [unknown[]];
    expect(stopReason).toContain('division by zero');
    expect(guard).not.toBeNull();
  });

  it.each([
    ['stop', { stopPrice: 80 }, {}],
    ['target', { targetPrice: 130 }, {}],
    ['reason', {}, { reason: 'other words' }],
    ['tag', {}, { tag: 'other' }],
  ])('tell of a level that is stated again with another %s', (_what, order, options) => {
    const level = { level: 'a', side: 'buy', price: 90, quantity: 3, stopPrice: 70, targetPrice: 120 } as const;
    const setup =
      () =>
      ({ candle, rest }: CandleContext) =>
        candle.close === 100
          ? rest({ reason: 'words', tag: 'one', orders: [level] })
          : rest({ reason: 'words', tag: 'one', ...options, orders: [{ ...level, ...order }] });
    const told = toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy: scripted({}, { setup }), parameters: {} }] });
    told.engine.recordFacts();
    told.tell('candle 100, accept, candle 100');
    expect(told.engine.takeFacts()).not.toHaveProperty('orders.1');
    told.tell('candle 100');
    expect(told.engine.takeFacts()).toBeUndefined();
    told.tell('candle 101');
    expect(told.engine.takeFacts()).toHaveProperty('laneParts');
  });

  it('of a stop that was never told whole are refused', () => {
    const told = after(HELD);
    const entry = { sequence: 90, timeMs: told.nowMs, event: { type: 'timerFired', clockDriftMs: 0 } } as const;
    expect(() => told.engine.fold(entry, { protective: [[9, null, 'waiting', 0, null]] })).toThrow(
      'saved stop or target 9 was never told whole',
    );
  });

  it('tell that a target is gone which other settings do not have', () => {
    const told = after(HELD, { exits: { stopLossRatio: 0.05, takeProfitRatio: 0.1 } });
    const text = encodeSaved(told.engine.save());
    const [deciding, folding] = [0, 1].map(() => {
      const engine = new Engine({ ...told.settings, exits: { stopLossRatio: 0.05 } });
      engine.recordFacts();
      engine.restore(told.run, decodeSaved(text));
      return engine;
    }) as [Engine, Engine];
    const resumed = {
      sequence: 90,
      timeMs: told.nowMs,
      event: { type: 'runResumed', commit: 'test', reason: '' },
    } as const;
    deciding.apply(resumed);
    folding.fold(resumed, deciding.takeFacts());
    expect(folding.view.lanes[0]?.orders.target).toBeUndefined();
    expect(encodeSaved(folding.save())).toBe(encodeSaved(deciding.save()));
  });

  it('tell what becomes of orders that were restored', () => {
    const told = after('candle 100 buy limit 95, accept');
    const second = new Engine(told.settings);
    second.recordFacts();
    second.restore(told.run, decodeSaved(encodeSaved(told.engine.save())));
    told.tell('fill 4');
    second.apply(told.entries.at(-1) as JournalEntry);
    const { orders = [] } = second.takeFacts() ?? {};
    expect(orders).toHaveLength(1);
  });

  it.each([
    [`${HELD}, operator reducing, candle 100 sell, fill, fill 1 id x of c0-1`, {}],
    ['candle 100 buy / buy, unknown of c0-0, unknown of c0-1, absent of c0-0', { lanes: ['BTC/USDT', 'BTC/USDT'] }],
  ])('tell nothing of what had changed before: %s', (steps, options) => {
    const told = after(steps, options);
    told.engine.recordFacts();
    told.tell('timer');
    expect(told.engine.takeFacts()).toBeUndefined();
  });

  it('tell an order whole once, and then what became of it', () => {
    const told = toldEngine();
    told.engine.recordFacts();
    const orders = (step: string): unknown => {
      told.tell(step);
      const { orders = [] } = told.engine.takeFacts() ?? {};
      return (orders as readonly (readonly [unknown])[])[0]?.[0];
    };
    expect(orders('candle 100 buy')).toContain('simulated');
    expect(orders('accept')).toBeNull();
    expect(orders('fill 4')).toBeNull();
  });

  it('tell of the books what has changed of them', () => {
    const told = after(HELD, { lanes: ['BTC/USDT', 'BTC/USDT'] });
    told.engine.recordFacts();
    told.tell('candle 100 sell');
    told.engine.takeFacts();
    told.tell('fill 4');
    const { booked } = told.engine.takeFacts() ?? {};
    const [accounts, { lanes }] = booked as unknown as [unknown[], { lanes: unknown[] }];
    expect([accounts.length, lanes.length]).toEqual([2, 1]);
    told.tell('fill 6');
    const facts = told.engine.takeFacts() ?? {};
    const [, further] = facts['booked'] as unknown as [unknown[], Record<string, unknown[]>];
    expect(Object.entries(further).map(([name, parts]) => [name, parts.length])).toEqual([
      ['profits', 0],
      ['books', 0],
      ['lanes', 1],
    ]);
  });
});

describe('a state that was saved', () => {
  const told = after(HELD);
  const saved = decodeSaved(encodeSaved(told.engine.save())) as Record<string, unknown>;
  const lane = (saved['lanes'] as unknown[][])[0] ?? [];

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['of more lanes than are configured', { lanes: [lane, lane] }, /at most 1 lanes, was of 2/],
    [
      'of a lane of another symbol',
      { lanes: [['ETH/USDT', ...lane.slice(1)]] },
      /must trade BTC\/USDT, was of ETH\/USDT/,
    ],
    ['of another shape', { shape: 99 }, /must be of shape 1, was of 99/],
    ['of markets without their rules', { instruments: [] }, /instruments|markets/],
  ])('%s is refused', (_what, change, message) => {
    const restore = (): unknown => new Engine(told.settings).restore(told.run, { ...saved, ...change } as never);
    expect(restore).toThrow(UnreadableSave);
    expect(restore).toThrow(message);
  });

  it('of another strategy puts nothing into the one that is configured', () => {
    const restored: unknown[] = [];
    const restore = (kept: unknown): void => void restored.push(kept);
    const keeping = (name: string): LaneSpec => {
      const setup = () => ({ onCandle: () => undefined, save: () => name, restore });
      return { symbol: 'BTC/USDT', strategy: scripted({}, { name, setup }), parameters: {} };
    };
    const wrote = toldEngine({ lanes: [keeping('one')] });
    wrote.tell('candle 100');
    const text = encodeSaved(wrote.engine.save());
    const anew = (name: string) =>
      new Engine({ ...wrote.settings, lanes: [keeping(name)] }).restore(wrote.run, decodeSaved(text)).lanes;
    expect(anew('other')).toEqual([0]);
    expect(restored).toEqual([]);
    expect(anew('one')).toEqual([]);
    expect(restored).toEqual(['one']);
  });
});
