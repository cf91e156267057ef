import type { LoadedSettings, SettingsService } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import { unavailableParts } from '../parts/availability.ts';
import { loadCommandSettings, settingsFailure } from '../parts/load-command-settings.ts';
import { settingsInForce } from './settings-in-force.ts';
import { ALL_SETTINGS, GROUP_TITLES, type Settings, describeSettings, formatProblem } from '../settings/index.ts';

function shown(settings: Settings): LoadedSettings {
  return { rows: describeSettings(settings), warnings: settings.warnings.map(formatProblem) };
}

export const settingsService: SettingsService = {
  groups: GROUP_TITLES,
  load: (flags) => {
    const loaded = loadCommandSettings({ flags });
    if (!loaded.ok) return loaded;
    return ok(shown(loaded.value));
  },
  inForce: async (flags) => {
    const loaded = await settingsInForce(flags);
    return loaded.ok ? ok(shown(loaded.value)) : loaded;
  },
  apiToken: () => {
    const loaded = loadCommandSettings({ flags: {} });
    return loaded.ok ? ok(loaded.value.keys.apiToken?.reveal()) : loaded;
  },
  validate: async (flags) => {
    const loaded = loadCommandSettings({ flags });
    if (!loaded.ok) return loaded;
    // Setting strategies up takes the engine, which nobody who only looks at settings waits for.
    const { checkStrategies } = await import('../parts/lanes/check-strategies.ts');
    const strategies = await checkStrategies(loaded.value);
    const problems = [...unavailableParts(loaded.value), ...(strategies.ok ? [] : strategies.error.problems)];
    if (problems.length > 0) return err(settingsFailure(problems));
    return ok({ checkedSettings: ALL_SETTINGS.length, warnings: loaded.value.warnings.map(formatProblem) });
  },
};
