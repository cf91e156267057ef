import { describe, expect, it } from 'vitest';
import type { Clock, MarketFeed } from '../../ports/index.ts';
import { MINUTE, START_MS, aCandle, engineSettings, scripted } from '../../../test/support/build.ts';
import { RunLoop, type RunLoopOptions } from './run-loop.ts';
import { entryTypes, feedOf, startRun } from '../testing.ts';

/** Stands still unless told. */
function aClock(): Clock & { nowAtMs: number } {
  const clock = { nowAtMs: START_MS, nowMs: () => clock.nowAtMs, monotonicMs: () => 0 };
  return clock;
}

const candles = (count: number) => Array.from({ length: count }, (_, index) => aCandle(index));

function aLoop(feed: MarketFeed, options: Partial<RunLoopOptions> & { failAt?: number } = {}) {
  const { failAt, ...passed } = options;
  const commits: number[] = [];
  const run = startRun(engineSettings(scripted({})), {
    guardCommit: () => {
      if (failAt !== undefined && run.session.sequence >= failAt) throw new Error('the writer failed');
      commits.push(run.session.sequence);
    },
  });
  const rounds: number[] = [];
  const loop = new RunLoop({
    feed,
    driver: run.driver,
    session: run.session,
    clock: aClock(),
    onRound: (items) => void rounds.push(items),
    ...passed,
  });
  return { ...run, loop, rounds, commits };
}

describe('RunLoop', () => {
  it('ends with its feed, everything told and durable', async () => {
    const { loop, rounds, commits, engine } = aLoop(feedOf(candles(5000)));
    expect(await loop.run()).toBe('ended');
    expect(rounds).toEqual([2048, 2048, 904]);
    expect(engine.view.markets[0]?.hub.count).toBe(5000);
    expect(commits).toEqual([2049, 4097, 5001]);
  });

  it('runs once, however often it is asked', async () => {
    const { loop, rounds } = aLoop(feedOf(candles(3)));
    expect(await Promise.all([loop.run(), loop.run()])).toEqual(['ended', 'ended']);
    expect(rounds).toEqual([3]);
  });

  it('stops on request, and the round at hand is durable then', async () => {
    const { loop, rounds, commits } = aLoop(feedOf(candles(3), { isEndless: true }));
    const finished = loop.run();
    expect(loop.isRunning).toBe(true);
    await loop.stop();
    expect(loop.isRunning).toBe(false);
    expect(await finished).toBe('stopped');
    expect(rounds).toEqual([3]);
    expect(commits).toEqual([4]);
  });

  it('stops in the middle of an unpaced feed between two rounds', async () => {
    let loop: RunLoop | undefined;
    const bench = aLoop(feedOf(candles(10_000)), { onRound: () => void loop?.stop() });
    loop = bench.loop;
    expect(await loop.run()).toBe('stopped');
    expect(bench.engine.view.markets[0]?.hub.count).toBe(2048);
  });

  it('wakes from its sleep when it is nudged', async () => {
    const { loop, rounds, session, journal } = aLoop(feedOf(candles(1), { isEndless: true }));
    const finished = loop.run();
    await new Promise((resolve) => setImmediate(resolve));
    session.report({ type: 'timerFired', clockDriftMs: 3 });
    loop.nudge();
    await new Promise((resolve) => setImmediate(resolve));
    expect(rounds).toEqual([1, 0]);
    expect(entryTypes(journal).at(-1)).toBe('timerFired');
    await loop.stop();
    await finished;
  });

  it('rejects when the writer fails, and stopping it afterwards is no error', async () => {
    const { loop } = aLoop(feedOf(candles(3)), { failAt: 4 });
    await expect(loop.run()).rejects.toThrow('the writer failed');
    await expect(loop.stop()).resolves.toBeUndefined();
  });

  it('no longer counts as running once it has failed or its feed has ended', async () => {
    const failing = aLoop(feedOf(candles(3)), { failAt: 4 });
    await failing.loop.run().catch(() => undefined);
    expect(failing.loop.isRunning).toBe(false);
    const ending = aLoop(feedOf(candles(3)));
    await ending.loop.run();
    expect(ending.loop.isRunning).toBe(false);
  });

  it('fires the timer at the first round and then once per interval of market time', async () => {
    const clock = aClock();
    const { loop, journal } = aLoop(feedOf(candles(1), { isEndless: true }), {
      clock,
      timerIntervalMs: MINUTE,
      clockDriftMs: () => 12,
    });
    const finished = loop.run();
    for (const nowAtMs of [START_MS + 1, START_MS + MINUTE - 1, START_MS + MINUTE, START_MS + MINUTE + 5]) {
      clock.nowAtMs = nowAtMs;
      loop.nudge();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await loop.stop();
    await finished;
    const timers = [...journal.read(1)].filter(({ entry }) => entry.event.type === 'timerFired');
    expect(timers.map(({ entry }) => entry.event)).toEqual([
      { type: 'timerFired', clockDriftMs: 12 },
      { type: 'timerFired', clockDriftMs: 12 },
    ]);
  });

  it('never writes an entry before the one it follows, whatever the clock says', async () => {
    const clock = aClock();
    const { loop, journal } = aLoop(feedOf(candles(3)), { clock, timerIntervalMs: MINUTE });
    await loop.run();
    const times = [...journal.read(1)].map(({ entry }) => entry.timeMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
