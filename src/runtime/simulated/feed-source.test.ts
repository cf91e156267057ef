import { describe, expect, it } from 'vitest';
import type { FeedItem, MarketFeed } from '../../ports/index.ts';
import { aCandle } from '../../../test/support/build.ts';
import { type Budget, UNLIMITED } from '../writer/budget.ts';
import type { CandleDriver } from './candle-driver.ts';
import { FeedSource } from './feed-source.ts';

function aFeed(items: FeedItem[]): MarketFeed {
  return { next: () => items.shift(), waitMs: () => (items.length > 0 ? 7 : undefined) };
}

/** Writes down what it takes; takes nothing while it stands still. */
function aDriver() {
  const calls: string[] = [];
  const state = { isPaused: false, isHolding: false, hasTaken: true, pausesAfter: Number.POSITIVE_INFINITY };
  const note = (name: string) => (): boolean => {
    state.hasTaken = !state.isPaused;
    if (state.isPaused) return false;
    calls.push(name);
    state.isPaused = calls.length === state.pausesAfter;
    return !state.isPaused;
  };
  const driver = Object.assign(state, {
    close: note('close'),
    open: note('open'),
    backfill: note('backfill'),
    flush: note('flush'),
    resume: () => !state.isPaused,
  });
  return { driver: driver as unknown as CandleDriver, calls, state };
}

const items = (...types: FeedItem['type'][]): FeedItem[] =>
  types.map((type, index) => ({ type, instrument: 0, candle: aCandle(index) }));

const atMost = (most: number): Budget => ({ isSpent: (count) => count >= most });

describe('FeedSource', () => {
  it('takes each kind of item its own way and flushes when nothing more is due', () => {
    const { driver, calls } = aDriver();
    const source = new FeedSource(aFeed(items('backfill', 'opened', 'closed')), driver);
    expect(source.pump(0, UNLIMITED)).toBe(3);
    expect(calls).toEqual(['backfill', 'open', 'close', 'flush']);
  });

  it('does not flush when its budget was spent: the interval may go on', () => {
    const { driver, calls } = aDriver();
    const source = new FeedSource(aFeed(items('closed', 'closed', 'closed')), driver);
    expect(source.pump(0, atMost(2))).toBe(2);
    expect(calls).toEqual(['close', 'close']);
    expect(source.pump(0, atMost(2))).toBe(1);
    expect(calls).toEqual(['close', 'close', 'close', 'flush']);
  });

  it('asks for the moment it was given', () => {
    const asked: number[] = [];
    const feed: MarketFeed = { next: (nowMs) => void asked.push(nowMs), waitMs: () => 0 };
    expect(new FeedSource(feed, aDriver().driver).pump(42, UNLIMITED)).toBe(0);
    expect(asked).toEqual([42]);
  });

  it('stops where the driver stands still, and goes on with the item that was next', () => {
    const { driver, calls, state } = aDriver();
    state.pausesAfter = 2;
    const source = new FeedSource(aFeed(items('opened', 'closed', 'opened')), driver);
    expect(source.pump(0, UNLIMITED)).toBe(2);
    expect(source.pump(0, UNLIMITED)).toBe(0);
    expect(calls).toEqual(['open', 'close']);
    state.isPaused = false;
    expect(source.pump(0, UNLIMITED)).toBe(1);
    expect(calls).toEqual(['open', 'close', 'open', 'flush']);
  });

  it('offers an item that was not taken again, and asks the feed for no other before', () => {
    const { driver, calls, state } = aDriver();
    // Free when it is asked, and no longer when the item is offered.
    Object.assign(driver, { resume: () => true });
    state.isPaused = true;
    const feed = aFeed(items('closed', 'closed'));
    const source = new FeedSource(feed, driver);
    expect(source.pump(0, UNLIMITED)).toBe(0);
    expect(source.waitMs(0)).toBe(0);
    expect(source.pump(0, UNLIMITED)).toBe(0);
    expect(feed.waitMs(0)).toBe(7);
    state.isPaused = false;
    expect(source.pump(0, UNLIMITED)).toBe(2);
    expect(calls).toEqual(['close', 'close', 'flush']);
  });

  it('has something to do at once while the driver holds candles, and otherwise when its feed has', () => {
    const { driver, state } = aDriver();
    const feed = aFeed(items('closed'));
    const source = new FeedSource(feed, driver);
    expect(source.waitMs(0)).toBe(7);
    source.pump(0, UNLIMITED);
    expect(source.waitMs(0)).toBeUndefined();
    state.isHolding = true;
    expect(source.waitMs(0)).toBe(0);
  });
});
