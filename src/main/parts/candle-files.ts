import { join } from 'node:path';
import { type CandleFile, guessFromFileName, loadCandles } from '../../adapters/candles/index.ts';
import { type Result, type Timeframe, durationMs, err, intervalOpenMs, ok } from '../../domain/index.ts';
import type { InstrumentColumns } from '../../runtime/feeds/index.ts';
import type { Settings } from '../settings/index.ts';
import { matchFiles } from './match-files.ts';

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

/** The candles of one symbol, and where they are from. */
export interface LoadedFile extends InstrumentColumns {
  readonly path: string;
}

/** Loads one file per symbol, in the order of SYMBOLS; all problems at once. */
export async function loadCandleFiles(
  paths: readonly string[],
  settings: Settings,
  onProgress?: (path: string, share: number) => void,
): Promise<Result<readonly LoadedFile[], readonly string[]>> {
  const { symbols, timeframe } = settings.mode;
  const matched = matchFiles(paths, symbols);
  if (!matched.ok) return matched;
  const problems: string[] = [];
  const files: LoadedFile[] = [];
  for (const [instrument, path] of matched.value.entries()) {
    const loaded = await loadCandles(path, {
      cacheDir: join(settings.storage.dataDirectory, 'cache'),
      onProgress: ({ bytesRead, bytesTotal }) => onProgress?.(path, bytesTotal > 0 ? bytesRead / bytesTotal : 1),
    });
    const problem = loaded.ok
      ? (timeframeProblem(loaded.value, timeframe) ?? stampProblem(loaded.value, timeframe))
      : loaded.error.message;
    if (problem !== undefined) problems.push(problem);
    else if (loaded.ok) files.push({ path, instrument, columns: loaded.value.columns });
  }
  return problems.length > 0 ? err(problems) : ok(files);
}

function timeframeProblem(file: CandleFile, timeframe: Timeframe): string | undefined {
  if (file.intervalMs === undefined || file.intervalMs === durationMs(timeframe)) return undefined;
  const found = file.timeframe ?? `${file.intervalMs} ms`;
  return `${file.path} holds ${found} candles, but the timeframe is ${timeframe}; say --timeframe ${found}`;
}

/** Candles stamped with their last second or millisecond would all be told one interval late. */
function stampProblem({ path, columns }: CandleFile, timeframe: Timeframe): string | undefined {
  const { openTimeMs, length } = columns;
  const intervalMs = durationMs(timeframe);
  for (let row = 0; row < length; row += 1) {
    const timeMs = openTimeMs[row] as number;
    const left = intervalOpenMs(timeMs, intervalMs) + intervalMs - timeMs;
    if (left > 1000) return undefined;
  }
  if (length === 0) return undefined;
  const first = new Date(openTimeMs[0] as number).toISOString();
  const right = new Date(intervalOpenMs(openTimeMs[0] as number, intervalMs)).toISOString();
  return `${path} is stamped with the ends of its candles: the first is at ${first}; write when candles open, here ${right}`;
}
