/** What may not change while something is open. */
import type { SettingChange } from '../../../domain/events/events.ts';
import { quoteOf } from '../instruments.ts';
import type { RunRecord } from './run-record.ts';
import { recordedSettings } from './recorded-settings.ts';
import type { Settings } from '../../settings/index.ts';
import { candleFilesOf } from './candle-files-of.ts';

/** What makes a run what it is: another market, other money, other candles. All else may change while it goes on. */
const FIXED: ReadonlySet<string> = new Set([
  'MODE',
  'DRY_RUN',
  'EXCHANGE',
  'SANDBOX',
  'TIMEFRAME',
  'INITIAL_CAPITAL',
  'SIMULATED_SEED',
  'SIMULATED_WARMUP',
  'INSTRUMENTS_FILE',
  'FEE_PCT',
  'SIMULATED_FEE_ASSET',
]);

/** Whether the run's own value counts, whatever is configured. */
export function belongsToRun(key: string): boolean {
  return FIXED.has(key) || key === 'SYMBOLS' || key === 'REPLAY_FILE';
}

/** Those of the changes that a run with something open cannot take. */
export function fixedChanges(
  changes: readonly SettingChange[],
  { record, settings }: { readonly record: RunRecord; readonly settings: Settings },
): readonly SettingChange[] {
  const before = recordedSettings(record.settings);
  return changes.filter(({ key }) => {
    if (key === 'SYMBOLS') return before.ok && quoteOf(before.value.mode.symbols) !== quoteOf(settings.mode.symbols);
    if (key === 'REPLAY_FILE') return !before.ok || playsOtherCandles(record, before.value, settings);
    return FIXED.has(key);
  });
}

/** Further symbols bring files of their own; a symbol that was traded is played on from the same one. */
function playsOtherCandles({ files }: RunRecord, before: Settings, now: Settings): boolean {
  const [played, given] = [candleFilesOf(before), candleFilesOf(now)];
  if (!played.ok || played.value === undefined) return true;
  // Which file belongs to which symbol is said where the files are loaded.
  if (!given.ok) return false;
  if (given.value === undefined) return true;
  const known = { ...played.value, ...files };
  return Object.entries(given.value).some(([symbol, path]) => (known[symbol] ?? path) !== path);
}
