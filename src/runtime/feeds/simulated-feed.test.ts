import { describe, expect, it } from 'vitest';
import { createMarketModel, simulatedInstruments } from '../../core/simulation/market/index.ts';
import type { Candle } from '../../domain/index.ts';
import { type SimulatedFeedOptions, createSimulatedFeed } from './simulated-feed.ts';
import { MINUTE, due } from './testing.ts';

function aFeed(options: Partial<SimulatedFeedOptions> = {}, missingRatio = 0) {
  const instruments = simulatedInstruments(['BTC/USDT', 'ETH/USDT']);
  const market = createMarketModel({ seed: 3, instruments, intervalMs: MINUTE, startMs: 0, missingRatio });
  return createSimulatedFeed({ market, startMs: 10 * MINUTE + 1, warmUpCandles: 2, speed: 1, ...options });
}

function closesUntil(feed: ReturnType<typeof aFeed>, nowMs: number): Candle[] {
  const candles: Candle[] = [];
  for (let item = feed.next(nowMs); item; item = feed.next(nowMs)) {
    if (item.type !== 'opened' && item.instrument === 0) candles.push({ ...item.candle });
  }
  return candles;
}

describe('the simulated market as a feed', () => {
  it('begins with history, up to the interval that is running, on the grid of the clock', () => {
    const feed = aFeed();
    expect(due(feed, 10 * MINUTE + 1)).toEqual([
      'backfill 0@8',
      'backfill 1@8',
      'backfill 0@9',
      'backfill 1@9',
      'opened 0@10',
      'opened 1@10',
    ]);
    expect(feed.liveFromMs).toBe(10 * MINUTE);
    expect(feed.startMs).toBe(8 * MINUTE);
    expect(feed.waitMs(10 * MINUTE + 1)).toBe(MINUTE - 1);
    expect(due(feed, 11 * MINUTE)).toEqual(['closed 0@10', 'closed 1@10', 'opened 0@11', 'opened 1@11']);
  });

  it('waits in real time for what is due in market time', () => {
    const feed = aFeed({ speed: 60 });
    due(feed, 10 * MINUTE + 1);
    expect(feed.waitMs(10 * MINUTE)).toBe(1000);
    expect(feed.waitMs(99 * MINUTE)).toBe(0);
  });

  it('never ends and never waits for longer than an interval', () => {
    const feed = aFeed();
    for (let minute = 11; minute < 300; minute += 1) {
      due(feed, minute * MINUTE);
      expect(feed.waitMs(minute * MINUTE)).toBe(MINUTE);
    }
  });

  it('goes on after a restart with the same market, and tells what went by as history', () => {
    const whole = closesUntil(aFeed({ startMs: 0, warmUpCandles: 0 }), 60 * MINUTE);
    const resumed = aFeed({ startMs: 43 * MINUTE, fromOpenTimeMs: 40 * MINUTE });
    expect(closesUntil(resumed, 60 * MINUTE)).toEqual(whole.slice(40));
    const told = due(aFeed({ startMs: 42 * MINUTE, fromOpenTimeMs: 40 * MINUTE }), 42 * MINUTE);
    expect(told.filter((item) => item.includes(' 0@'))).toEqual(['backfill 0@40', 'backfill 0@41', 'opened 0@42']);
  });

  it('leaves missing candles out, at their open and at their close', () => {
    const told = due(aFeed({ startMs: 0, warmUpCandles: 0 }, 0.3), 200 * MINUTE);
    const opened = told.filter((item) => item.startsWith('opened')).map((item) => item.slice(7));
    const closed = told.filter((item) => item.startsWith('closed')).map((item) => item.slice(7));
    expect(closed.length).toBeGreaterThan(200);
    expect(closed.length).toBeLessThan(360);
    expect(opened.slice(0, closed.length)).toEqual(closed);
  });

  it('has no full speed, as it would never end', () => {
    expect(() => aFeed({ speed: Number.POSITIVE_INFINITY })).toThrow('finite speed');
  });
});
