import { join } from 'node:path';
import { type CandleFile, guessFromFileName, loadCandles } from '../../adapters/candles/index.ts';
import { type Result, type Timeframe, durationMs, err, ok } from '../../domain/index.ts';
import type { InstrumentColumns } from '../../runtime/feeds/index.ts';
import type { Settings } from '../settings/index.ts';

/** Symbol and timeframe that a file's name suggests, as settings; what a person said wins over it. */
export function settingsFromFileNames(paths: readonly string[]): Record<string, string> {
  const guesses = paths.map((path) => guessFromFileName(path));
  const symbols = guesses.flatMap((guess) => guess.symbol ?? []);
  const timeframe = guesses.find((guess) => guess.timeframe)?.timeframe;
  return {
    ...(symbols.length === paths.length ? { SYMBOLS: symbols.join(',') } : {}),
    ...(timeframe ? { TIMEFRAME: timeframe } : {}),
  };
}

/** Loads one file per symbol, in the order of SYMBOLS; all problems at once. */
export async function loadCandleFiles(
  paths: readonly string[],
  settings: Settings,
  onProgress?: (path: string, share: number) => void,
): Promise<Result<readonly InstrumentColumns[], readonly string[]>> {
  const { symbols, timeframe } = settings.mode;
  if (paths.length !== symbols.length) {
    return err([
      `one candle file per symbol: SYMBOLS has ${symbols.length} (${symbols.join(', ')}), files are ${paths.length}`,
    ]);
  }
  const problems: string[] = [];
  const files: InstrumentColumns[] = [];
  for (const [instrument, path] of paths.entries()) {
    const loaded = await loadCandles(path, {
      cacheDir: join(settings.storage.dataDirectory, 'cache'),
      onProgress: ({ bytesRead, bytesTotal }) => onProgress?.(path, bytesTotal > 0 ? bytesRead / bytesTotal : 1),
    });
    const problem = loaded.ok ? timeframeProblem(loaded.value, timeframe) : loaded.error.message;
    if (problem !== undefined) problems.push(problem);
    else if (loaded.ok) files.push({ instrument, columns: loaded.value.columns });
  }
  return problems.length > 0 ? err(problems) : ok(files);
}

function timeframeProblem(file: CandleFile, timeframe: Timeframe): string | undefined {
  if (file.intervalMs === undefined || file.intervalMs === durationMs(timeframe)) return undefined;
  const found = file.timeframe ?? `${file.intervalMs} ms`;
  return `${file.path} holds ${found} candles, but the timeframe is ${timeframe}; say --timeframe ${found}`;
}
