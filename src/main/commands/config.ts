import type { CommandResult, ShownSettings, ValidatedConfig } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import { unavailableParts } from '../parts/availability.ts';
import {
  ALL_SETTINGS,
  GROUP_TITLES,
  describeSettings,
  formatProblem,
  loadSettings,
  readSettingInputs,
} from '../settings/index.ts';
import { checkStrategies } from '../parts/check-strategies.ts';
import { loadCommandSettings, settingsFailure } from '../parts/load-command-settings.ts';

type Flags = Readonly<Record<string, string>>;

export async function showConfig(flags: Flags, group: string | undefined): Promise<CommandResult<ShownSettings>> {
  if (group !== undefined && !Object.hasOwn(GROUP_TITLES, group)) {
    const known = Object.keys(GROUP_TITLES).join(', ');
    return err({ kind: 'usage', problems: [`there is no group "${group}"; groups are ${known}`] });
  }
  const settings = loadCommandSettings({ flags });
  if (!settings.ok) return settings;
  const rows = describeSettings(settings.value);
  return ok({
    settings: group === undefined ? rows : rows.filter((row) => row.group === group),
    groups: GROUP_TITLES,
    warnings: settings.value.warnings.map(formatProblem),
  });
}

/** Everything a start would refuse, at once. */
export async function validateConfig(flags: Flags): Promise<CommandResult<ValidatedConfig>> {
  const settings = loadSettings(readSettingInputs({ overrides: flags }));
  if (!settings.ok) return err(settingsFailure(settings.error.map(formatProblem)));
  const strategies = await checkStrategies(settings.value);
  const problems = [...unavailableParts(settings.value), ...(strategies.ok ? [] : strategies.error.problems)];
  if (problems.length > 0) return err(settingsFailure(problems));
  return ok({ checkedSettings: ALL_SETTINGS.length, warnings: settings.value.warnings.map(formatProblem) });
}
