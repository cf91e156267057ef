import type { CommandFailure, CommandResult } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import { type Settings, formatProblem, loadSettings, readSettingInputs, secretsGiven } from '../settings/index.ts';
import { outgoing } from '../outgoing.ts';

export interface SettingSources {
  /** What the command line says, by key. */
  readonly flags: Readonly<Record<string, string>>;
  /** What was changed while a bot ran. */
  readonly runtimeOverrides?: Readonly<Record<string, string>>;
}

/** Shorter ones are words of results, such as `paper`. They are masked where they are shown as settings, and in logs. */
const MIN_LENGTH = 8;

/** The settings in force for a command; everything that is wrong at once. */
export function loadCommandSettings({ flags, runtimeOverrides }: SettingSources): CommandResult<Settings> {
  const inputs = readSettingInputs({ overrides: flags, ...(runtimeOverrides ? { runtimeOverrides } : {}) });
  // First of all: whatever is said about them from here on.
  for (const secret of secretsGiven(inputs)) if (secret.length >= MIN_LENGTH) outgoing.add(secret);
  const settings = loadSettings(inputs);
  return settings.ok ? ok(settings.value) : err(settingsFailure(settings.error.map(formatProblem)));
}

export function settingsFailure(
  problems: readonly string[],
  next = 'cab config show lists every setting',
): CommandFailure {
  return { kind: 'settings', problems, next };
}

/** The database that was said, or that of the settings. */
export function databasePathOr(path: string | undefined): CommandResult<string> {
  if (path !== undefined) return ok(path);
  const settings = loadCommandSettings({ flags: {} });
  return settings.ok ? ok(settings.value.storage.databasePath) : settings;
}
