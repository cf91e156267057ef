/** Candle files: reading CSV in all its dialects, the binary cache, checks, and writing. */
export type {
  CandleFile,
  CandleFileError,
  CandleGap,
  CandleRepair,
  ReadCandleFileOptions,
  ReadProgress,
  RowProblem,
} from './candle-file.ts';
export { readCandleFile } from './read-candle-file.ts';
export { type CandleFinding, type CandleReport, type CandleRun, checkCandles } from './check-candles.ts';
export { type SourceIdentity } from './cache-header.ts';
export { type CachedColumns } from './column-cache.ts';
export { type LoadCandlesOptions, loadCandles } from './load-candles.ts';
export { writeCandleCsv } from './write-candle-csv.ts';
export { type FileNameGuess, guessFromFileName } from './guess-from-file-name.ts';
