import { type Result, ok } from '../../../domain/index.ts';
import { matchFiles } from '../match-files.ts';
import type { Settings } from '../../settings/index.ts';

/** The played file of each configured symbol; `undefined` where no file is played. */
export function candleFilesOf({
  simulation: { replayFile },
  mode: { symbols },
}: Settings): Result<Readonly<Record<string, string>> | undefined, readonly string[]> {
  if (replayFile === undefined) return ok(undefined);
  const matched = matchFiles(replayFile.split(','), symbols);
  if (!matched.ok) return matched;
  return ok(Object.fromEntries(symbols.map((symbol, at) => [symbol, matched.value[at] as string])));
}
