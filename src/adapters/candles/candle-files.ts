import { ok } from '../../domain/result.ts';
import type { CandleFiles } from '../../ports/candle-files.ts';
import { checkCandles } from './check-candles.ts';
import { readCandleFile } from './read-candle-file.ts';

/** Candle files on this machine's disks. */
export const candleFiles: CandleFiles = {
  check: async (path, { timeframe, onProgress } = {}) => {
    const read = await readCandleFile(path, {
      onProgress: ({ bytesRead, bytesTotal }) => onProgress?.(bytesTotal > 0 ? bytesRead / bytesTotal : 1),
    });
    if (!read.ok) return read;
    const { columns, intervalMs } = read.value;
    const assumed = timeframe ?? read.value.timeframe;
    const report = assumed === undefined ? undefined : checkCandles(columns, assumed);
    return ok({ rows: columns.length, intervalMs, report });
  },
};
