import { describe, expect, it } from 'vitest';
import type { Clock, MarketFeed } from '../../ports/index.ts';
import { entriesOf } from '../../../test/support/at-once.ts';
import { MINUTE, START_MS, aCandle, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { FeedSource } from '../simulated/feed-source.ts';
import { type JournaledOptions, entryTypes, feedOf, startRun } from '../testing.ts';
import { PauseWatch } from './pause-watch.ts';
import { RunLoop, type RunLoopOptions } from './run-loop.ts';

/** Stands still unless told. */
function aClock(): Clock & { nowAtMs: number } {
  const clock = { nowAtMs: START_MS, nowMs: () => clock.nowAtMs, monotonicMs: () => 0 };
  return clock;
}

/** A millisecond passes with every look at it. */
function aTickingClock(): Clock {
  let monotonicMs = 0;
  return { nowMs: () => START_MS, monotonicMs: () => (monotonicMs += 1) };
}

const candles = (count: number) => Array.from({ length: count }, (_, index) => aCandle(index));
const aTurn = () => new Promise((resolve) => setImmediate(resolve));
const halt = {
  type: 'operatorActed',
  action: { kind: 'setTradingState', state: 'halted' },
  actor: 'test',
  reason: 'test',
  key: 'k',
} as const;

type Options = Partial<RunLoopOptions> & {
  failAt?: number;
  plan?: Parameters<typeof scripted>[0];
  run?: JournaledOptions;
};

function aLoop(feed: MarketFeed, { failAt, plan = {}, run: runOptions, ...passed }: Options = {}) {
  const flushes: number[] = [];
  const run = startRun(engineSettings(scripted(plan)), {
    guardFlush: (flush) => {
      if (failAt !== undefined && run.writer.sequence >= failAt) throw new Error('the writer failed');
      flushes.push(run.writer.sequence);
      return flush();
    },
    ...runOptions,
  });
  const rounds: number[] = [];
  const loop = new RunLoop({
    source: new FeedSource(feed, run.driver),
    writer: run.writer,
    clock: aClock(),
    onRound: (items) => void rounds.push(items),
    ...passed,
  });
  return { ...run, loop, rounds, flushes };
}

describe('RunLoop', () => {
  it('ends with its feed, everything told and durable', async () => {
    const { loop, rounds, flushes, engine } = aLoop(feedOf(candles(5000)));
    expect(await loop.run()).toBe('ended');
    expect(rounds).toEqual([5000]);
    expect(engine.view.markets[0]?.hub.count).toBe(5000);
    expect(flushes).toEqual([5001]);
  });

  it('runs once, however often it is asked', async () => {
    const { loop, rounds } = aLoop(feedOf(candles(3)));
    expect(await Promise.all([loop.run(), loop.run()])).toEqual(['ended', 'ended']);
    expect(rounds).toEqual([3]);
  });

  it('stops on request, and the round at hand is durable then', async () => {
    const { loop, rounds, flushes } = aLoop(feedOf(candles(3), { isEndless: true }));
    const finished = loop.run();
    expect(loop.isRunning).toBe(true);
    await loop.stop();
    expect(loop.isRunning).toBe(false);
    expect(await finished).toBe('stopped');
    expect(rounds).toEqual([3]);
    expect(flushes).toEqual([4]);
  });

  it('stops in the middle of an unpaced feed between two rounds', async () => {
    let loop: RunLoop | undefined;
    const bench = aLoop(feedOf(candles(10_000)), { clock: aTickingClock(), onRound: () => void loop?.stop() });
    loop = bench.loop;
    expect(await loop.run()).toBe('stopped');
    expect(bench.engine.view.markets[0]?.hub.count).toBeLessThan(1000);
  });

  it('rejects when the writer fails, and stopping it afterwards is no error', async () => {
    const { loop } = aLoop(feedOf(candles(3)), { failAt: 4 });
    await expect(loop.run()).rejects.toThrow('the writer failed');
    await expect(loop.stop()).resolves.toBeUndefined();
  });

  it('is not running any more once it has failed or its feed has ended', async () => {
    const failing = aLoop(feedOf(candles(3)), { failAt: 4 });
    await failing.loop.run().catch(() => undefined);
    expect(failing.loop.isRunning).toBe(false);
    const ending = aLoop(feedOf(candles(3)));
    await ending.loop.run();
    expect(ending.loop.isRunning).toBe(false);
  });

  it('fires the timer at the first round and then once per interval of market time', async () => {
    const clock = aClock();
    const { loop, journal, writer } = aLoop(feedOf(candles(1), { isEndless: true }), {
      clock,
      timerIntervalMs: MINUTE,
      clockDriftMs: () => 12,
    });
    const finished = loop.run();
    for (const nowAtMs of [START_MS + 1, START_MS + MINUTE - 1, START_MS + MINUTE, START_MS + MINUTE + 5]) {
      clock.nowAtMs = nowAtMs;
      writer.report({ type: 'quoteSeen', instrument: 0, bid: 100, ask: 100 });
      await aTurn();
    }
    await loop.stop();
    await finished;
    const timers = entriesOf(journal).filter(({ entry }) => entry.event.type === 'timerFired');
    expect(timers.map(({ entry }) => entry.event)).toEqual([
      { type: 'timerFired', clockDriftMs: 12 },
      { type: 'timerFired', clockDriftMs: 12 },
    ]);
  });

  it('never writes an entry before the one it follows, whatever the clock says', async () => {
    const clock = aClock();
    const { loop, journal } = aLoop(feedOf(candles(3)), { clock, timerIntervalMs: MINUTE });
    await loop.run();
    const times = entriesOf(journal).map(({ entry }) => entry.timeMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

describe('a round', () => {
  it('ends when its milliseconds are spent, looked at every 32 items', async () => {
    const { loop, rounds } = aLoop(feedOf(candles(1000)), { clock: aTickingClock(), roundMs: 5 });
    await loop.run();
    // Four looks pass, the fifth finds five milliseconds gone since the round began.
    expect(rounds.slice(0, -1)).toEqual(rounds.slice(0, -1).map(() => 5 * 32));
    expect(rounds.reduce((sum, items) => sum + items, 0)).toBe(1000);
  });

  it('looks at the clock after each item that was flushed: an order costs what a thousand candles do', async () => {
    const everyFourth = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [at * 4, buy()]));
    const { loop, rounds } = aLoop(feedOf(candles(100)), {
      clock: aTickingClock(),
      roundMs: 1,
      plan: everyFourth,
      run: { guardFlush: (flush) => flush() },
    });
    await loop.run();
    expect(rounds[0]).toBe(1);
  });

  it('lets others have their turn before the next one', async () => {
    const { loop, rounds } = aLoop(feedOf(candles(640)), { clock: aTickingClock(), roundMs: 1 });
    const seen: number[] = [];
    const look = (): void => {
      seen.push(rounds.length);
      if (loop.isRunning) setImmediate(look);
    };
    const finished = loop.run();
    setImmediate(look);
    await finished;
    // One round in each turn of the event loop.
    expect(seen.slice(0, 5)).toEqual([2, 3, 4, 5, 6]);
  });

  it('that ends with candles still due does not let the clock run ahead of them', async () => {
    const nowMs = START_MS + 1000 * MINUTE;
    let looks = 0;
    const clock = { nowMs: () => nowMs, monotonicMs: () => (looks += 1) };
    const { loop, journal, rounds } = aLoop(feedOf(candles(200)), { clock, roundMs: 1, timerIntervalMs: MINUTE });
    await loop.run();
    expect(rounds.length).toBeGreaterThan(5);
    const entries = entriesOf(journal).map(({ entry }) => entry);
    const told = entries.filter(({ event }) => event.type === 'candleClosed');
    expect(told.map(({ timeMs }) => timeMs)).toEqual(told.map((_, index) => START_MS + (index + 1) * MINUTE));
    expect(entries.at(-1)).toMatchObject({ timeMs: nowMs, event: { type: 'timerFired' } });
  });

  it('of a flood of reports is bounded as well', async () => {
    const { loop, writer, rounds } = aLoop(feedOf([], { isEndless: true }), { clock: aTickingClock(), roundMs: 2 });
    for (let count = 0; count < 1000; count += 1) writer.report({ type: 'timerFired', clockDriftMs: count });
    const finished = loop.run();
    expect(writer.sequence).toBeLessThan(100);
    while (writer.hasQueued) await aTurn();
    await loop.stop();
    await finished;
    expect(writer.sequence).toBe(1001);
    expect(rounds.length).toBeGreaterThan(10);
  });
});

/** The machine stands still for a minute at the end of the second round; the market goes on. */
function aPausedLoop(options: Options = {}) {
  const clock = aClock();
  const machine = { monotonic: 0, nowMs: () => machine.monotonic, monotonicMs: () => machine.monotonic };
  let rounds = 0;
  let looks = 0;
  return aLoop(feedOf(candles(200)), {
    plan: { 100: buy(), 149: buy(), 150: buy() },
    clock: { nowMs: () => clock.nowAtMs, monotonicMs: () => (looks += 1) },
    roundMs: 1,
    pauses: new PauseWatch(machine),
    onRound: () => {
      rounds += 1;
      if (rounds !== 2) return;
      machine.monotonic += 60_000;
      clock.nowAtMs = START_MS + 150 * MINUTE;
    },
    ...options,
  });
}

describe('a process that stood still', () => {
  it('enters nothing on candles of the time that it missed, and says so before the first of them', async () => {
    const denied: string[][] = [];
    const { loop, journal, engine } = aPausedLoop({
      run: { observer: { entryDenied: (_lane, blocks) => void denied.push(blocks.map(({ code }) => code)) } },
    });
    await loop.run();
    const entries = entriesOf(journal).map(({ entry }) => entry);
    const told = entries.filter(({ event }) => event.type === 'interruptionSeen');
    expect(told.map(({ event }) => event)).toEqual([
      {
        type: 'interruptionSeen',
        cause: 'the process stood still for 60 s (stopped, suspended, or waiting for a disk)',
        freshAfterMs: START_MS + 150 * MINUTE,
      },
    ]);
    const at = told[0]?.sequence ?? 0;
    const candlesBefore = entries.filter(
      ({ event, sequence }) => event.type === 'candleClosed' && sequence < at,
    ).length;
    expect(candlesBefore).toBeLessThan(100);
    // Candles 100 and 149 were due when it came back; 150 closes later.
    expect(denied).toEqual([['freshData'], ['freshData']]);
    expect(engine.view.lanes[0]?.position).toBeDefined();
  });
});

describe('a source that pushes', () => {
  it('is handled in the turn in which it pushes, however long the loop meant to sleep', async () => {
    const { loop, writer, journal } = aLoop(feedOf([]), {
      source: { pump: () => 0, waitMs: () => 3_600_000 },
    });
    const finished = loop.run();
    await aTurn();
    writer.report({ type: 'candleClosed', instrument: 0, ...aCandle(0) });
    await Promise.resolve();
    await Promise.resolve();
    expect(entryTypes(journal)).toEqual(['runStarted', 'candleClosed']);
    expect(journal.durable).toBe(2);
    await loop.stop();
    expect(await finished).toBe('stopped');
  });
});

describe('operators', () => {
  it('are served while the market sleeps', async () => {
    const { loop, writer, engine, journal } = aLoop(feedOf(candles(1), { isEndless: true }));
    const finished = loop.run();
    await aTurn();
    expect(await writer.submit(halt)).toEqual({ sequence: journal.head });
    expect(engine.view.control.tradingState).toBe('halted');
    expect(journal.durable).toBe(journal.head);
    await loop.stop();
    await finished;
  });

  it('are served after the market has ended, until the loop is stopped', async () => {
    const { loop, writer, engine } = aLoop(feedOf(candles(3)));
    expect(await loop.run()).toBe('ended');
    await writer.submit(halt);
    expect(engine.view.control.tradingState).toBe('halted');
    await loop.stop();
    await expect(writer.submit(halt)).rejects.toThrow(/The bot is stopping/);
  });

  it('who still wait when it stops are told so', async () => {
    const { loop, writer } = aLoop(feedOf(candles(3)));
    const waiting = writer.submit(halt);
    await loop.stop();
    await expect(waiting).rejects.toMatchObject({ name: 'WriterClosed' });
  });

  it('are told why when the writer fails, also after the market has ended', async () => {
    const { loop, writer } = aLoop(feedOf(candles(3)), { failAt: 5 });
    expect(await loop.run()).toBe('ended');
    await expect(writer.submit(halt)).rejects.toThrow('the writer failed');
    expect(await loop.failed).toMatchObject({ message: 'the writer failed' });
    await expect(writer.submit(halt)).rejects.toThrow('the writer failed');
  });
});
