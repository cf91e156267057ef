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
