import { ColumnSource } from './column-source.ts';
import { FullSpeedFeed } from './full-speed-feed.ts';
import type { InstrumentColumns } from './instrument-columns.ts';
import { SingleFeed } from './single-feed.ts';
import { IntervalFeed } from './interval-feed.ts';

export interface FileFeedOptions {
  readonly files: readonly InstrumentColumns[];
  readonly intervalMs: number;
  /** Candles at the beginning that are history. With several files it ends when the first of them has that many. */
  readonly warmUpCandles: number;
  /** After a restart: the first candle that has not been told. There is no history then but what is asked for. */
  readonly fromOpenTimeMs?: number;
  /** After a restart: what opens from here on, and before that, is history. */
  readonly historyFromMs?: number;
  /** Market time per real time; `Infinity` plays as fast as it is asked. */
  readonly speed: number;
}

export type FileFeed = IntervalFeed | FullSpeedFeed | SingleFeed;

/** Plays candles from columns, merged by close time, then instrument. Ends with the files. */
export function createFileFeed(options: FileFeedOptions): FileFeed {
  const { files, intervalMs, warmUpCandles, speed, fromOpenTimeMs = Number.NEGATIVE_INFINITY } = options;
  const { historyFromMs: readFromMs = fromOpenTimeMs } = options;
  const isResumed = options.fromOpenTimeMs !== undefined;
  const source = new ColumnSource(files, intervalMs, readFromMs);
  const liveFromMs = isResumed ? fromOpenTimeMs : endOfHistory(files, warmUpCandles);
  if (speed === Number.POSITIVE_INFINITY) {
    const [only] = files;
    if (only && files.length === 1) return new SingleFeed(only, liveFromMs, readFromMs);
    return new FullSpeedFeed(files, liveFromMs, readFromMs);
  }
  return new IntervalFeed({ source, liveFromMs, speed });
}

function endOfHistory(files: readonly InstrumentColumns[], warmUpCandles: number): number {
  let end = Number.POSITIVE_INFINITY;
  for (const { columns } of files) {
    if (warmUpCandles < columns.length) end = Math.min(end, columns.openTimeMs[warmUpCandles] ?? end);
  }
  return end;
}
