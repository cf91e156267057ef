import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderRow, ProjectionReader } from '../../../ports/projections.ts';
import { openFailure, opened } from '../testing/opened.ts';
import {
  SAMPLE_TIME_MS,
  aDecision,
  aDenial,
  aFill,
  aNotice,
  aPosition,
  aRoundTrip,
  anEquitySample,
  anOrder,
} from '../testing/sample-rows.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { SqliteProjectionWriter, openProjectionReader } from './index.ts';

function readerOf(write: (writer: SqliteProjectionWriter) => void): ProjectionReader {
  const path = join(temporaryFolder(), 'cab.db');
  const database = opened(path);
  write(new SqliteProjectionWriter(database));
  database.commit();
  const reader = openProjectionReader(path);
  if (!reader.ok) throw reader.error;
  return reader.value;
}

function ids(orders: readonly OrderRow[]): string[] {
  return orders.map((order) => order.request.clientOrderId);
}

describe('ProjectionReader', () => {
  it('pages through orders, newest first, by status, instrument and time', async () => {
    const reader = readerOf((writer) => {
      for (let i = 0; i < 250; i += 1) {
        const status = i % 10 === 0 ? 'open' : 'filled';
        const createdTimeMs = SAMPLE_TIME_MS + i;
        writer.orderChanged(i + 1, anOrder(`run-${i}`, { status, createdTimeMs }, { instrument: i % 2, lane: i % 5 }));
      }
    });
    expect((await reader.orders()).length).toBe(100);
    expect(ids(await reader.orders({ limit: 3 }))).toEqual(['run-249', 'run-248', 'run-247']);
    expect(ids(await reader.orders({ limit: 2, offset: 248 }))).toEqual(['run-1', 'run-0']);
    expect(ids(await reader.orders({ statuses: ['open', 'unknown'], limit: 2 }))).toEqual(['run-240', 'run-230']);
    expect(await reader.orders({ statuses: [] })).toEqual([]);
    expect(await reader.orders({ statuses: ['open'], instrument: 1 })).toEqual([]);
    expect(ids(await reader.orders({ instrument: 1, lane: 3, limit: 1 }))).toEqual(['run-243']);
    expect(ids(await reader.orders({ fromMs: SAMPLE_TIME_MS + 7, toMs: SAMPLE_TIME_MS + 9 }))).toEqual([
      'run-8',
      'run-7',
    ]);
    await expect(reader.orders({ limit: -1 })).rejects.toThrow(/limit must be/);
  });

  it('filters fills, positions and round trips', async () => {
    const reader = readerOf((writer) => {
      writer.fillBooked(1, aFill('t1', { clientOrderId: 'run-1' }));
      writer.fillBooked(2, aFill('t2', { clientOrderId: 'run-2', lane: 1, timeMs: SAMPLE_TIME_MS + 1 }));
      writer.positionChanged(1, aPosition(0));
      writer.positionChanged(2, aPosition(1, { instrument: 4, closedTimeMs: SAMPLE_TIME_MS + 9 }));
      writer.roundTripClosed(3, aRoundTrip());
      writer.roundTripClosed(4, aRoundTrip({ lane: 1, instrument: 4, exitTimeMs: SAMPLE_TIME_MS + 9 }));
    });
    expect((await reader.fills({ clientOrderId: 'run-1' })).map((fill) => fill.tradeId)).toEqual(['t1']);
    expect(await reader.fills({ lane: 1, toMs: SAMPLE_TIME_MS + 1 })).toEqual([]);
    expect((await reader.positions({ isOpen: true })).map((position) => position.lane)).toEqual([0]);
    expect((await reader.positions({ isOpen: false, instrument: 4 })).map((position) => position.lane)).toEqual([1]);
    expect((await reader.positions()).length).toBe(2);
    expect((await reader.roundTrips({ instrument: 4 })).map((trip) => trip.lane)).toEqual([1]);
    expect((await reader.roundTrips({ fromMs: SAMPLE_TIME_MS + 10 })).map((trip) => trip.lane)).toEqual([0]);
  });

  it('finds decisions by candle, id and action, also when one id was decided on twice', async () => {
    const reader = readerOf((writer) => {
      writer.decisionMade(1, aDecision('a'));
      writer.decisionMade(2, aDecision('b', { candleOpenTimeMs: SAMPLE_TIME_MS + 60_000, action: 'sell', lane: 1 }));
      writer.decisionMade(3, aDecision('a', { reason: 'second thought' }));
    });
    expect((await reader.decisions({ candleOpenTimeMs: SAMPLE_TIME_MS + 60_000 })).map(({ id }) => id)).toEqual(['b']);
    expect((await reader.decisions({ id: 'a' })).map(({ reason }) => reason)).toEqual([
      'second thought',
      'fast crossed above slow',
    ]);
    expect((await reader.decisions({ action: 'sell', lane: 1 })).length).toBe(1);
    expect(await reader.decisions({ action: 'sell', lane: 0 })).toEqual([]);
  });

  it('counts denials by rule, most frequent first', async () => {
    const reader = readerOf((writer) => {
      writer.entryDenied(1, aDenial('a'));
      const [first] = aDenial('b').blocks;
      writer.entryDenied(2, aDenial('b', { timeMs: SAMPLE_TIME_MS + 50, blocks: first ? [first] : [] }));
    });
    expect(await reader.denialCounts()).toEqual([
      { rule: 'max-positions', code: 'maxPositions', count: 2, lastTimeMs: SAMPLE_TIME_MS + 50 },
      { rule: 'trading-hours', code: 'tradingHours', count: 1, lastTimeMs: SAMPLE_TIME_MS },
    ]);
    expect((await reader.denialCounts({ fromMs: SAMPLE_TIME_MS + 1 })).map(({ count }) => count)).toEqual([1]);
    expect((await reader.denials({ rule: 'max-positions' })).map(({ decisionId }) => decisionId)).toEqual(['b', 'a']);
    expect((await reader.denials({ decisionId: 'a', limit: 1 })).map(({ block }) => block.limit)).toEqual([
      '08:00-22:00',
    ]);
  });

  it('filters notices by level and code', async () => {
    const reader = readerOf((writer) => {
      writer.noticeRaised(1, aNotice());
      writer.noticeRaised(2, aNotice({ level: 'critical', code: 'positionNaked' }));
      writer.noticeRaised(3, aNotice({ level: 'warning', code: 'entryDenied' }));
    });
    expect((await reader.notices({ levels: ['critical', 'warning'] })).map(({ code }) => code)).toEqual([
      'entryDenied',
      'positionNaked',
    ]);
    expect((await reader.notices({ code: 'positionNaked' })).length).toBe(1);
  });

  it('thins equity to the points asked for, ends included, in time order', async () => {
    const reader = readerOf((writer) => {
      for (let i = 0; i < 997; i += 1)
        writer.equitySampled(i + 1, anEquitySample(SAMPLE_TIME_MS + i * 60_000, 1000 + i));
    });
    const all = await reader.equity({ points: 1000 });
    expect(all.length).toBe(997);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 1100 }), fc.nat(996), fc.nat(996), async (points, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
        const series = await reader.equity({
          points,
          fromMs: SAMPLE_TIME_MS + from * 60_000,
          toMs: SAMPLE_TIME_MS + to * 60_000,
        });
        const range = all.slice(from, to);
        expect(series.length).toBe(Math.min(points, range.length));
        expect(series[0]).toEqual(range[0]);
        expect(series.at(-1)).toEqual(range.at(-1));
        const gaps = series.slice(1).map((sample, index) => (sample.timeMs - (series[index]?.timeMs ?? 0)) / 60_000);
        expect(Math.min(1, ...gaps)).toBe(1);
        expect(Math.max(0, ...gaps) - Math.min(...gaps, Number.MAX_SAFE_INTEGER)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 150 },
    );
    expect(await reader.equity({ points: 5, fromMs: 0, toMs: 1 })).toEqual([]);
  });

  it('says that there is no database yet', () => {
    const path = join(temporaryFolder(), 'cab.db');
    const reader = openProjectionReader(path);
    expect(reader.ok ? undefined : reader.error.message).toBe(openFailure(path, { readonly: true }).message);
  });
});
