import { describe, expect, it } from 'vitest';
import { Engine, type EngineSettings } from '../../core/engine/index.ts';
import type { StrategyDefinition } from '../../core/strategies/api/index.ts';
import {
  MINUTE,
  START_MS,
  aCandle,
  anInstrument,
  buy,
  engineSettings,
  scripted,
  sell,
} from '../../../test/support/build.ts';
import { playWorld } from '../../../test/support/play-world.ts';
import { randomWorld } from '../../../test/support/random-world.ts';
import { createEntryCursor } from '../writer/entry-cursor.ts';
import { type LastCandles, compareLastCandles } from './last-candles.ts';
import { recordRun } from './testing.ts';
import type { ComparedLane } from './told.ts';
import { comparedText, noticesOf } from './words.ts';

const TODAY = { version: '2', commit: 'today' };

function compare(run: LastCandles['run'], settings: EngineSettings, options: Partial<LastCandles> = {}) {
  return compareLastCandles({
    run,
    today: TODAY,
    createEngine: () => new Engine(settings),
    intervalMs: MINUTE,
    lanesAtStart: settings.lanes.length,
    retired: new Set(),
    ...options,
  });
}

async function lanesOf(...asked: Parameters<typeof compare>): Promise<readonly ComparedLane[]> {
  const { lanes, whyNot } = await compare(...asked);
  expect(whyNot).toBeNull();
  return lanes;
}

const exits = { stopLossRatio: 0.05 };
const settings = engineSettings(scripted({ 20: buy(), 60: sell(), 120: buy(), 150: sell() }), { exits });
const candles = Array.from({ length: 180 }, (_, index) => aCandle(index));

/** A lane for each strategy, on one symbol. */
function lanes(...strategies: readonly StrategyDefinition[]): EngineSettings {
  const specs = strategies.map((strategy) => ({ symbol: 'BTC/USDT', strategy, parameters: {} }));
  return { ...settings, lanes: specs };
}

const one = (name: string, plan: Parameters<typeof scripted>[0]) => scripted(plan, { name, lookback: 0 });

/** The same strategy on two symbols. */
const two = (plan: Parameters<typeof scripted>[0]): EngineSettings => ({
  ...settings,
  lanes: ['BTC/USDT', 'ETH/USDT'].map((symbol) => ({ symbol, strategy: one('both', plan), parameters: {} })),
});

describe('the last hundred candles', () => {
  it('of the same version are decided as they were recorded', async () => {
    const recorded = recordRun(settings);
    recorded.run.play(candles);
    const [lane] = await lanesOf(recorded.past, settings);
    expect(lane).toMatchObject({ candles: 100, first: null, note: null });
  });

  it('are all there are where the run is shorter, and not told where there are none', async () => {
    const recorded = recordRun(settings);
    expect(await compare(recorded.past, settings)).toMatchObject({ lanes: [], whyNot: 'no candle was traded on yet' });
    recorded.run.play(candles.slice(0, 30));
    expect((await lanesOf(recorded.past, settings))[0]).toMatchObject({ candles: 30, first: null });
  });

  it('leave out what lies before them', async () => {
    const recorded = recordRun(settings);
    recorded.run.play(candles);
    const early = engineSettings(scripted({ 120: buy(), 150: sell() }), { exits });
    expect((await lanesOf(recorded.past, early))[0]?.first).toBeNull();
  });

  it('tell the first difference: where an exit is later, and not what would have come of that', async () => {
    const recorded = recordRun(settings);
    recorded.run.play(candles);
    const later = engineSettings(scripted({ 20: buy(), 60: sell(), 120: buy(), 155: sell() }), { exits });
    const [lane] = await lanesOf(recorded.past, later);
    expect(lane?.first).toEqual({
      candleOpenTimeMs: START_MS + 150 * MINUTE,
      sequence: expect.any(Number),
      by: { version: null, commit: 'test' },
      differences: [
        { what: 'orders', recorded: 'sell 9.99 BTC at market (signalExit)', recomputed: 'none' },
        { what: 'goal', recorded: '0 BTC left (signalExit)', recomputed: 'none' },
      ],
    });
    expect(comparedText(lane as ComparedLane)).toBe(
      `scripted on BTC/USDT, candle 2024-01-01T02:30:00.000Z (entry ${lane?.first?.sequence}, decided by a version that did not say which (test)): ` +
        'orders: recorded sell 9.99 BTC at market (signalExit), now none; goal: recorded 0 BTC left (signalExit), now none',
    );
  });

  it('tell of levels that a fill would set otherwise', async () => {
    const recorded = recordRun(settings);
    recorded.run.play(candles);
    const [lane] = await lanesOf(recorded.past, { ...settings, exits: { stopLossRatio: 0.1 } });
    expect(lane?.first).toMatchObject({
      candleOpenTimeMs: START_MS + 120 * MINUTE,
      differences: [{ what: 'stop', recorded: '95', recomputed: '90' }],
    });
  });

  it('tell of each lane by itself: another one, in the state of then, is not touched by what the first would do', async () => {
    const then = lanes(one('first', { 100: buy() }), one('second', { 130: buy() }));
    const now = lanes(one('first', { 90: buy(), 100: buy() }), one('second', { 130: buy() }));
    const recorded = recordRun(then);
    recorded.run.play(candles);
    const [first, second] = await lanesOf(recorded.past, { ...now, risk: { maxPositions: 2 } });
    expect(first?.first).toMatchObject({ candleOpenTimeMs: START_MS + 90 * MINUTE });
    expect(second).toMatchObject({ first: null, candles: 100 });
  });

  it('of a strategy that throws say that it is stopped', async () => {
    const recorded = recordRun(settings);
    recorded.run.play(candles);
    const broken = engineSettings(scripted({ 90: () => expect.unreachable('today') }), { exits });
    const [lane] = await lanesOf(recorded.past, broken);
    expect(lane?.first).toMatchObject({
      candleOpenTimeMs: START_MS + 90 * MINUTE,
      differences: [{ what: 'strategy', recorded: 'runs', recomputed: 'stopped' }],
    });
  });

  it('of several symbols, some without candles, are decided by interval', async () => {
    const instruments = [anInstrument(), anInstrument({ id: 1, symbol: 'ETH/USDT', base: 'ETH' })];
    const recorded = recordRun(two({ 30: buy() }), { instruments });
    for (const index of Array.from({ length: 50 }, (_, at) => at)) {
      for (const id of index % 5 === 3 ? [0] : [0, 1]) recorded.run.driver.close(id, aCandle(index));
      recorded.run.driver.flush();
    }
    expect(await lanesOf(recorded.past, two({ 30: buy() }))).toMatchObject([
      { candles: 50, first: null },
      { candles: 40, first: null },
    ]);
    const silent = await lanesOf(recorded.past, two({}));
    // The thirtieth candle of ETH came later.
    expect(silent.map(({ first }) => ((first?.candleOpenTimeMs ?? 0) - START_MS) / MINUTE)).toEqual([30, 37]);
  });
});

/** Says that it keeps something, and takes it back in its own way. */
const keeping = (restore: () => void) =>
  engineSettings(
    scripted(
      {},
      {
        setup: () => ({
          onCandle: ({ index, enterLong }) => (index === 100 ? enterLong({ reason: 'x' }) : undefined),
          save: () => 1,
          restore,
        }),
      },
    ),
  );

describe('lanes', () => {
  it('that were added have nothing to be compared with before that, and those that went are named', async () => {
    const recorded = recordRun(lanes(one('old', { 90: buy() })));
    recorded.run.play(candles.slice(0, 120));
    const names = ['old', 'new'].map((strategy) => ({ symbol: 'BTC/USDT', strategy }));
    const both = lanes(one('old', {}), one('new', { 95: buy(), 130: buy() }));
    recorded.restart(both, { changes: [], lanes: names });
    recorded.run.play(candles.slice(120, 140));
    const today = lanes(one('old', {}), one('new', { 95: buy() }));
    const told = await lanesOf(recorded.past, today, { lanesAtStart: 1, retired: new Set([0]) });
    expect(told).toMatchObject([
      { strategy: 'old', candles: 0, first: null, note: 'its strategy is not configured any more' },
      { strategy: 'new', candles: 11, first: { candleOpenTimeMs: START_MS + 130 * MINUTE } },
    ]);
  });

  it('whose strategy learned again after a restart have learned again in what is compared, too', async () => {
    const learning = engineSettings(
      scripted(
        {},
        {
          setup: ({ indicators }) => {
            indicators.sma(30);
            return ({ index, position, enterLong }) =>
              !position && index % 10 === 0 ? enterLong({ reason: 'tenth' }) : undefined;
          },
        },
      ),
    );
    const recorded = recordRun(learning);
    const operate = { type: 'operatorActed', action: { kind: 'closeAll' }, actor: 'a', reason: 'r', key: 'k' } as const;
    recorded.run.play(candles.slice(0, 82));
    recorded.run.writer.handle(operate, 0);
    recorded.run.play(candles.slice(82, 84));
    recorded.checkpoint();
    recorded.restart(learning);
    recorded.run.play(candles.slice(84, 130));
    const { past } = recorded;
    const denied = await past.reader.denials();
    expect(denied.map(({ block }) => block.code)).toEqual(['learning', 'learning', 'learning']);
    expect((await lanesOf(past, learning))[0]).toMatchObject({ candles: 100, first: null, note: null });
  });

  it('whose strategy cannot take back what it kept are compared with that said', async () => {
    const then = keeping(() => undefined);
    const recorded = recordRun(then);
    recorded.run.play(candles.slice(0, 60));
    recorded.checkpoint();
    recorded.restart(then);
    recorded.run.play(candles.slice(60));
    expect((await lanesOf(recorded.past, then))[0]).toMatchObject({ candles: 100, first: null, note: null });
    const [lane] = await lanesOf(
      recorded.past,
      keeping(() => expect.unreachable('older')),
    );
    expect(lane).toMatchObject({ candles: 100, first: null });
    expect(lane?.note).toMatch(/^what it kept cannot be taken back, so that it knows what came since entry \d+ only$/);
  });
});

it('what a process has recorded itself is left out', async () => {
  const recorded = recordRun(settings);
  recorded.run.play(candles.slice(0, 130));
  const beforeSequence = recorded.run.journal.head + 1;
  const silent = engineSettings(scripted({ 20: buy(), 60: sell(), 120: buy() }), { exits });
  recorded.restart(silent);
  recorded.run.play(candles.slice(130));
  expect((await lanesOf(recorded.past, settings, { beforeSequence }))[0]).toMatchObject({ first: null, candles: 100 });
  expect((await lanesOf(recorded.past, settings))[0]?.first?.candleOpenTimeMs).toBe(START_MS + 150 * MINUTE);
});

it('no version that is the same decides anything otherwise, whatever strategies wish and markets do', async () => {
  let [orders, denied] = [0, 0];
  for (let seed = 1; seed <= 12; seed += 1) {
    const world = randomWorld(seed);
    const denials: { readonly sequence: number; readonly lane: number; readonly block: never }[] = [];
    const cursor = createEntryCursor();
    const { journal, commands } = playWorld(world, {
      cursor,
      keepsFacts: true,
      observer: {
        entryDenied: (lane, blocks) => {
          for (const block of blocks) denials.push({ sequence: cursor.sequence, lane: lane.id, block: block as never });
        },
      },
    });
    orders += commands.filter(({ type }) => type === 'submitOrder').length;
    denied += denials.length;
    const reader = {
      decisions: async () => [],
      watermark: async () => journal.head,
      denials: async ({ sequence }: { sequence?: number } = {}) =>
        denials.filter((row) => row.sequence === sequence).toReversed() as never,
    };
    const told = await compare({ journal, reader, fromSequence: 1 }, world.settings);
    expect({ seed, different: told.lanes.flatMap(({ first }) => first ?? []) }).toEqual({ seed, different: [] });
    expect(told.lanes.some(({ candles: count }) => count > 60)).toBe(true);
  }
  expect(orders).toBeGreaterThan(200);
  expect(denied).toBeGreaterThan(100);
});

describe('in words', () => {
  const same: ComparedLane = { lane: 0, symbol: 'BTC/USDT', strategy: 'a', candles: 100, first: null, note: null };
  const first = {
    candleOpenTimeMs: START_MS,
    sequence: 7,
    by: { version: '1', commit: 'c' },
    differences: [{ what: 'orders', recorded: 'none', recomputed: 'buy 1 BTC at market (entry)' }],
  } as const;

  it('one line says that nothing differs, and a warning for each lane what does', () => {
    expect(noticesOf({ by: TODAY, lanes: [same, { ...same, strategy: 'b', candles: 3 }], whyNot: null })).toEqual([
      {
        type: 'notify',
        level: 'info',
        code: 'decidesTheSame',
        message: '2 (today) decides the last 100 candles as they were recorded',
      },
    ]);
    const told = noticesOf({ by: TODAY, lanes: [same, { ...same, strategy: 'b', first }], whyNot: null });
    expect(told).toEqual([
      {
        type: 'notify',
        level: 'warning',
        code: 'decidesOtherwise',
        message:
          '2 (today) decides otherwise than was recorded, first on: b on BTC/USDT, candle 2024-01-01T00:00:00.000Z (entry 7, decided by 1 (c)): orders: recorded none, now buy 1 BTC at market (entry)',
      },
    ]);
  });

  it('why nothing could be compared is said', () => {
    expect(noticesOf({ by: TODAY, lanes: [], whyNot: 'no reason' })).toMatchObject([
      { code: 'notCompared', level: 'info' },
    ]);
    const note = { ...same, candles: 0, note: 'it was not traded then' };
    expect(comparedText(note)).toBe('a on BTC/USDT: not compared; it was not traded then');
  });
});
