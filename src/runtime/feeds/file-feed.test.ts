import { describe, expect, it } from 'vitest';
import { type FileFeedOptions, createFileFeed } from './file-feed.ts';
import { MINUTE, columnsAt, due } from './testing.ts';

const FULL = Number.POSITIVE_INFINITY;

function aFeed(options: Partial<FileFeedOptions> = {}) {
  const files = [{ instrument: 0, columns: columnsAt([0, 1, 2, 3]) }];
  return createFileFeed({ files, intervalMs: MINUTE, warmUpCandles: 0, speed: FULL, ...options });
}

describe('a candle file at full speed', () => {
  it('tells everything at once, history first, and ends', () => {
    const feed = aFeed({ warmUpCandles: 2 });
    expect(feed.waitMs(0)).toBe(0);
    expect(due(feed, 0)).toEqual(['backfill 0@0', 'backfill 0@1', 'closed 0@2', 'closed 0@3']);
    expect(feed.waitMs(0)).toBeUndefined();
    expect(due(feed, 0)).toEqual([]);
  });

  it('tells the candle as it stands in the file, in one object', () => {
    const feed = aFeed();
    const first = feed.next(0);
    expect(first?.candle).toEqual({ openTimeMs: 0, open: 100, high: 100.5, low: 99.5, close: 100.2, volume: 7 });
    expect(feed.next(0)).toBe(first);
    expect(first?.candle.open).toBe(101);
  });

  it('merges instruments by time, then id, over gaps and different lengths', () => {
    const files = [
      { instrument: 5, columns: columnsAt([0, 1, 3]) },
      { instrument: 2, columns: columnsAt([1, 2, 3, 4]) },
    ];
    expect(due(aFeed({ files }), 0)).toEqual([
      'closed 5@0',
      'closed 2@1',
      'closed 5@1',
      'closed 2@2',
      'closed 2@3',
      'closed 5@3',
      'closed 2@4',
    ]);
  });

  it('ends history for all when the first instrument has enough of it', () => {
    const files = [
      { instrument: 0, columns: columnsAt([0, 1, 2]) },
      { instrument: 1, columns: columnsAt([1, 2, 3]) },
    ];
    const told = due(aFeed({ files, warmUpCandles: 2 }), 0);
    expect(told).toEqual(['backfill 0@0', 'backfill 0@1', 'backfill 1@1', 'closed 0@2', 'closed 1@2', 'closed 1@3']);
  });

  it('resumes with live candles where a run stopped', () => {
    expect(due(aFeed({ warmUpCandles: 3, fromOpenTimeMs: 2 * MINUTE }), 0)).toEqual(['closed 0@2', 'closed 0@3']);
    expect(due(aFeed({ fromOpenTimeMs: 99 * MINUTE }), 0)).toEqual([]);
  });

  it('is nothing but history when it is too short', () => {
    const feed = aFeed({ warmUpCandles: 4 });
    expect(feed.liveFromMs).toBe(FULL);
    expect(due(feed, 0)).toHaveLength(4);
  });

  it('knows where it starts, unless it is empty', () => {
    expect(aFeed({ fromOpenTimeMs: MINUTE }).startMs).toBe(MINUTE);
    const empty = aFeed({ files: [{ instrument: 0, columns: columnsAt([]) }] });
    expect(empty.startMs).toBeUndefined();
    expect(empty.waitMs(0)).toBeUndefined();
    expect(due(empty, 0)).toEqual([]);
  });

  it('takes one file per instrument', () => {
    const file = { instrument: 0, columns: columnsAt([0]) };
    expect(() => aFeed({ files: [file, file] })).toThrow('one file');
  });
});

describe('a candle file at a pace', () => {
  it('tells history at once, then each interval when it opens and when it closes', () => {
    const feed = aFeed({ warmUpCandles: 1, speed: 10 });
    expect(feed.liveFromMs).toBe(MINUTE);
    expect(due(feed, MINUTE)).toEqual(['backfill 0@0', 'opened 0@1']);
    expect(feed.waitMs(MINUTE)).toBe(6000);
    expect(due(feed, 2 * MINUTE - 1)).toEqual([]);
    expect(due(feed, 2 * MINUTE)).toEqual(['closed 0@1', 'opened 0@2']);
    expect(due(feed, 4 * MINUTE)).toEqual(['closed 0@2', 'opened 0@3', 'closed 0@3']);
    expect(feed.waitMs(4 * MINUTE)).toBeUndefined();
  });

  it('tells no more than the open of an interval that begins', () => {
    const feed = aFeed({ speed: 1 });
    expect(feed.next(0)?.candle).toEqual({ openTimeMs: 0, open: 100, high: 100, low: 100, close: 100, volume: 0 });
    expect(feed.next(MINUTE)?.candle.high).toBe(100.5);
  });

  it('waits over a gap in the file', () => {
    const feed = aFeed({ files: [{ instrument: 0, columns: columnsAt([0, 5]) }], speed: 1 });
    expect(due(feed, MINUTE)).toEqual(['opened 0@0', 'closed 0@0']);
    expect(feed.waitMs(MINUTE)).toBe(4 * MINUTE);
  });

  it('tells all closes of an interval before the opens of the next, by instrument', () => {
    const files = [
      { instrument: 1, columns: columnsAt([0, 1]) },
      { instrument: 0, columns: columnsAt([0, 1]) },
    ];
    expect(due(aFeed({ files, speed: 1 }), MINUTE)).toEqual([
      'opened 0@0',
      'opened 1@0',
      'closed 0@0',
      'closed 1@0',
      'opened 0@1',
      'opened 1@1',
    ]);
  });

  it('tells the same candles as at full speed', () => {
    const files = [
      { instrument: 0, columns: columnsAt([0, 2, 3, 7]) },
      { instrument: 1, columns: columnsAt([1, 2, 5]) },
    ];
    const paced = due(aFeed({ files, speed: 3, warmUpCandles: 1 }), FULL).filter((told) => !told.startsWith('opened'));
    expect(paced).toEqual(due(aFeed({ files, warmUpCandles: 1 }), 0));
  });
});
