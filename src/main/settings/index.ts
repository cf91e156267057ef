/** Settings: one declarative table, read from every source at once, checked, explained, and handed on typed. */
export { type CoreSettings, toCoreSettings } from './core-settings.ts';
export { secretsGiven } from './given-secrets.ts';
export { ALL_SETTINGS, GROUP_TITLES, type GroupName, type ListedSetting } from './groups/index.ts';
export type { ParameterValue, StrategyParameters } from './kinds/index.ts';
export type { ReadTextFile, SettingInputs } from './layers.ts';
export { loadSettings, reloadSettings } from './load-settings.ts';
export { type SettingProblem, type SettingSource, formatProblem } from './problem.ts';
export type { SettingOrigin } from './resolve-setting.ts';
export type { Setting } from './setting.ts';
export { type SettingValues, type Settings, hiddenTexts } from './settings.ts';
export { settingsHash } from './settings-hash.ts';
export { type SettingRow, describeSettings, renderEnvExample } from './shown/index.ts';
export { type SourceOptions, readSettingInputs } from './sources.ts';
