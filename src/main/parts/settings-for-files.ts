/** Settings for candles from files: flags before file names before what the candles themselves show. */
import { join } from 'node:path';
import { loadCandles } from '../../adapters/candles/index.ts';
import type { CommandResult } from '../../delivery/cli/index.ts';
import { ok } from '../../domain/index.ts';
import { settingsFromFileNames } from './candle-files.ts';
import type { Settings } from '../settings/index.ts';
import { loadCommandSettings } from './load-command-settings.ts';

export interface SettingsForFiles {
  readonly settings: Settings;
  /** What was taken for granted. */
  readonly assumptions: readonly string[];
}

export async function settingsForFiles(
  files: readonly string[],
  flags: Readonly<Record<string, string>>,
  runtimeOverrides: Readonly<Record<string, string>> = {},
): Promise<CommandResult<SettingsForFiles>> {
  const said: Record<string, string> = { ...settingsFromFileNames(files), ...withoutAlias(flags) };
  let loaded = loadCommandSettings({ flags: said, runtimeOverrides });
  if (!loaded.ok) return loaded;
  if (said['TIMEFRAME'] === undefined) {
    const timeframe = await spacingOf(files[0], loaded.value);
    loaded =
      timeframe === undefined
        ? loaded
        : loadCommandSettings({ flags: { ...said, TIMEFRAME: timeframe }, runtimeOverrides });
    if (!loaded.ok) return loaded;
  }
  const { mode, origins } = loaded.value;
  const isAssumed = origins['SYMBOLS']?.source === 'default';
  const assumed = `the file name does not tell the market; ${mode.symbols[0]} is assumed, --symbol sets it`;
  return ok({ settings: loaded.value, assumptions: isAssumed ? [assumed] : [] });
}

/** A flag under its other name still wins over what a file name suggests. */
function withoutAlias({ SYMBOL, ...flags }: Readonly<Record<string, string>>): Record<string, string> {
  return SYMBOL === undefined ? flags : { SYMBOLS: SYMBOL, ...flags };
}

/** From the candles, by way of their cache; a file that cannot be read is reported where it is loaded. */
async function spacingOf(file: string | undefined, { storage }: Settings): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const loaded = await loadCandles(file, { cacheDir: join(storage.dataDirectory, 'cache') });
  return loaded.ok ? loaded.value.timeframe : undefined;
}
