/** Candle files: reading CSV in all its dialects, the binary cache, checks, and writing. */
export type { CandleFile, CandleRepair, ReadCandleFileOptions, ReadProgress } from './files/candle-file.ts';
export { candleFiles } from './candle-files.ts';
export { readCandleFile } from './read-candle-file.ts';
export { checkCandles } from './check-candles.ts';
export { type SourceIdentity } from './cache/cache-header.ts';
export { type CachedColumns } from './cache/column-cache.ts';
export { type LoadCandlesOptions, loadCandles } from './load-candles.ts';
export { writeCandleCsv } from './write-candle-csv.ts';
export { type FileNameGuess, guessFromFileName } from './files/guess-from-file-name.ts';
