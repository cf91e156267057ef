import { describe, expect, it } from 'vitest';
import type { FeedItem, MarketFeed } from '../../ports/index.ts';
import { aCandle } from '../../../test/support/build.ts';
import type { CandleDriver } from './candle-driver.ts';
import { pumpFeed } from './pump-feed.ts';

function aFeed(items: FeedItem[]): MarketFeed {
  return { next: () => items.shift(), waitMs: () => undefined };
}

function recordingDriver(): { driver: CandleDriver; calls: string[] } {
  const calls: string[] = [];
  const note = (name: string) => (): void => void calls.push(name);
  const driver = { close: note('close'), open: note('open'), backfill: note('backfill'), flush: note('flush') };
  return { driver: driver as unknown as CandleDriver, calls };
}

const items = (...types: FeedItem['type'][]): FeedItem[] =>
  types.map((type, index) => ({ type, instrument: 0, candle: aCandle(index) }));

describe('pumpFeed', () => {
  it('takes each kind of item its own way and flushes when nothing more is due', () => {
    const { driver, calls } = recordingDriver();
    expect(pumpFeed(aFeed(items('backfill', 'opened', 'closed')), driver, 0, 10)).toBe(3);
    expect(calls).toEqual(['backfill', 'open', 'close', 'flush']);
  });

  it('does not flush when it stopped at its limit: the interval may go on', () => {
    const { driver, calls } = recordingDriver();
    const feed = aFeed(items('closed', 'closed', 'closed'));
    expect(pumpFeed(feed, driver, 0, 2)).toBe(2);
    expect(calls).toEqual(['close', 'close']);
    expect(pumpFeed(feed, driver, 0, 2)).toBe(1);
    expect(calls).toEqual(['close', 'close', 'close', 'flush']);
  });

  it('asks for the moment it was given', () => {
    const asked: number[] = [];
    const feed: MarketFeed = { next: (nowMs) => void asked.push(nowMs), waitMs: () => 0 };
    expect(pumpFeed(feed, recordingDriver().driver, 42, 10)).toBe(0);
    expect(asked).toEqual([42]);
  });
});
