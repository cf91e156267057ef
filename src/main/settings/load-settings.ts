import { type Result, err, ok } from '../../domain/result.ts';
import { crossChecks, tellsSpread } from './checks/index.ts';
import { findExposedSecrets } from './given-secrets.ts';
import { ALL_SETTINGS, type ListedSetting, settingGroups } from './groups/index.ts';
import { type Layers, type SettingInputs, createLayers } from './layers.ts';
import type { SettingProblem } from './problem.ts';
import { type SettingOrigin, resolveSetting } from './resolve-setting.ts';
import { type RiskProfile, type Setting, defaultTextUnder } from './setting.ts';
import { type SettingValues, type Settings, readSetting } from './settings.ts';
import { findUnknownKeys } from './unknown-keys.ts';

/**
 * The settings in force. For each one the strongest source wins: flags, run-time changes, environment, `.env`, secrets
 * file, default. A pure function of what it is given; the error holds everything that is wrong, not just the first.
 */
export function loadSettings(inputs: SettingInputs): Result<Settings, readonly SettingProblem[]> {
  const layers = createLayers(inputs);
  const found = resolveAll(layers, inputs);
  const unknown = findUnknownKeys(layers.layers);
  const problems = [...layers.problems, ...unknown.problems, ...found.problems];
  const exposed = findExposedSecrets(layers.layers, inputs);
  const warnings = [...unknown.warnings, ...exposed, ...found.warnings];
  for (const { severity, keys, message } of crossChecks(found.values)) {
    // A setting that could not be read stands at its default here, which proves nothing about the pair.
    if (keys.some((key) => found.failed.has(key))) continue;
    (severity === 'error' ? problems : warnings).push(findingOf(keys, message, found));
  }
  if (problems.length > 0) return err(problems);
  const settings = deepFreeze({ ...found.values, origins: found.origins, warnings });
  INPUTS.set(settings, inputs);
  return ok(settings);
}

/** What settings were loaded from. */
const INPUTS = new WeakMap<Settings, SettingInputs>();

/** The same as they were loaded, with what a run keeps where nobody says otherwise. */
export function reloadSettings(
  settings: Settings,
  kept: Readonly<Record<string, string>>,
): Result<Settings, readonly SettingProblem[]> {
  const inputs = INPUTS.get(settings);
  return inputs ? loadSettings({ ...inputs, kept }) : ok(settings);
}

interface Found {
  readonly values: SettingValues;
  readonly origins: Readonly<Record<string, SettingOrigin>>;
  readonly failed: ReadonlySet<string>;
  readonly problems: readonly SettingProblem[];
  readonly warnings: readonly SettingProblem[];
}

function resolveAll({ layers }: Layers, { readFile }: SettingInputs): Found {
  const values: Record<string, Record<string, unknown>> = {};
  const origins: Record<string, SettingOrigin> = {};
  const failed = new Set<string>();
  const problems: SettingProblem[] = [];
  const warnings: SettingProblem[] = [];
  for (const { group, name, setting } of ALL_SETTINGS) {
    const members = (values[group] ??= {});
    const resolved = resolveSetting(setting, layers, readFile);
    const given = resolved.ok ? resolved.value : undefined;
    if (!resolved.ok) {
      problems.push(...resolved.error);
      failed.add(setting.key);
    }
    warnings.push(...(given?.warnings ?? []));
    // Stands in the first group, so that it is known before the limits are reached.
    const profile = (values['mode']?.['riskProfile'] ?? 'conservative') as RiskProfile;
    const source = setting.openDefaultText !== undefined ? (`profile ${profile}` as const) : 'default';
    origins[setting.key] = given?.origin ?? { source, usedKey: setting.key };
    members[name] = given === undefined ? readDefault(setting, profile) : given.value;
  }
  const typed = values as unknown as SettingValues;
  placeUnderDataDirectory(values, origins, typed.storage.dataDirectory);
  liftSpreadLimit(values, origins, typed);
  return { values: typed, origins, failed, problems, warnings };
}

/** The value of a setting that nobody set. */
function readDefault(setting: Setting, profile: RiskProfile): unknown {
  const text = defaultTextUnder(profile, setting);
  if (text === undefined) return undefined;
  const parsed = setting.parse(text, setting.key);
  return parsed.ok ? parsed.value : undefined;
}

/** A default that could not act is off, and says so; one that was set is refused by a check. */
function liftSpreadLimit(
  values: Record<string, Record<string, unknown>>,
  origins: Record<string, SettingOrigin>,
  typed: SettingValues,
): void {
  const { key } = settingGroups.risk.maxSpreadRatio;
  if (origins[key]?.source !== 'default' || tellsSpread(typed)) return;
  (values['risk'] ??= {})['maxSpreadRatio'] = undefined;
  origins[key] = { source: 'default without SPREAD_BPS', usedKey: key };
}

const UNDER_DATA_DIRECTORY = /^DATA_DIR(?=\/)/;

function placeUnderDataDirectory(
  values: Record<string, Record<string, unknown>>,
  origins: Readonly<Record<string, SettingOrigin>>,
  directory: string,
): void {
  for (const { group, name, setting } of ALL_SETTINGS) {
    const value = values[group]?.[name];
    const isDefault = origins[setting.key]?.source === 'default';
    if (!isDefault || setting.kind !== 'path' || typeof value !== 'string') continue;
    (values[group] ??= {})[name] = value.replace(UNDER_DATA_DIRECTORY, () => directory.replace(/\/+$/, ''));
  }
}

const BY_KEY: ReadonlyMap<string, ListedSetting> = new Map(ALL_SETTINGS.map((listed) => [listed.setting.key, listed]));

function findingOf(keys: readonly string[], message: string, { values, origins }: Found): SettingProblem {
  const [key = ''] = keys;
  const listed = BY_KEY.get(key);
  const origin = origins[key] ?? { source: 'default' as const, usedKey: key };
  const value = listed && readSetting(values, listed.group, listed.name);
  const shown = value === undefined ? undefined : listed?.setting.show(value);
  return { key: origin.usedKey, source: origin.source, value: shown, message };
}

/** Groups and lists: nothing that trades may change its own limits. Secrets keep their private field as it is. */
function deepFreeze<Value extends object>(value: Value): Value {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null && !Object.isFrozen(inner)) deepFreeze(inner);
  }
  return Object.freeze(value);
}
