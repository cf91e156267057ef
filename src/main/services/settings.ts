import type { SettingsService } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import { unavailableParts } from '../parts/availability.ts';
import { loadCommandSettings, settingsFailure } from '../parts/load-command-settings.ts';
import { ALL_SETTINGS, GROUP_TITLES, describeSettings, formatProblem } from '../settings/index.ts';

export const settingsService: SettingsService = {
  groups: GROUP_TITLES,
  load: (flags) => {
    const loaded = loadCommandSettings({ flags });
    if (!loaded.ok) return loaded;
    return ok({ rows: describeSettings(loaded.value), warnings: loaded.value.warnings.map(formatProblem) });
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
