import type { Result } from '../../../domain/index.ts';
import { type SettingProblem, type Settings, loadSettings } from '../../settings/index.ts';

/**
 * Settings as an earlier version recorded them. What this version does not know, or takes for a mistake by now, is left
 * out: it must not keep anybody from what is held. The error is what is left when nothing more can be left out.
 */
export function recordedSettings(texts: Readonly<Record<string, string>>): Result<Settings, readonly SettingProblem[]> {
  for (let overrides = texts; ; ) {
    const loaded = loadSettings({ overrides });
    if (loaded.ok) return loaded;
    const wrong = new Set(loaded.error.map(({ key }) => key));
    const right = Object.entries(overrides).filter(([key]) => !wrong.has(key));
    if (right.length === Object.keys(overrides).length) return loaded;
    overrides = Object.fromEntries(right);
  }
}
