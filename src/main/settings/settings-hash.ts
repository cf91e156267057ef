import { createHash } from 'node:crypto';
import { ALL_SETTINGS } from './groups/index.ts';
import { type SettingValues, readSetting } from './settings.ts';

/** Names the version of the hashed text: a changed layout must not look like changed settings. */
const LAYOUT = 'settings-1';

/**
 * SHA-256 (hex) of everything in force that influences trading: the same for the same limits however they were spelled,
 * whatever the order, the source, the secrets and the folders.
 */
export function settingsHash(settings: SettingValues): string {
  const lines = ALL_SETTINGS.filter(({ setting }) => !setting.isSecret && !setting.isOperational)
    .map(({ group, name, setting }) => `${setting.key}=${setting.format(readSetting(settings, group, name))}`)
    .sort();
  return createHash('sha256')
    .update([LAYOUT, ...lines].join('\n'))
    .digest('hex');
}
