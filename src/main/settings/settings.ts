import type { GroupName, settingGroups } from './groups/index.ts';
import { ALL_SETTINGS } from './groups/index.ts';
import type { SettingProblem } from './problem.ts';
import type { SettingOrigin } from './resolve-setting.ts';
import type { Setting } from './setting.ts';

type Groups = typeof settingGroups;

type ValueOf<Declared> = Declared extends Setting<infer Value> ? Value : never;

/** The value of every setting, by group and name; absent ones and those that are off are `undefined`. */
export type SettingValues = {
  readonly [Group in GroupName]: {
    readonly [Name in keyof Groups[Group]]: ValueOf<Groups[Group][Name]>;
  };
};

/** What `loadSettings` gives: frozen, complete, every pair checked. */
export interface Settings extends SettingValues {
  /** Where each value is from, by key. */
  readonly origins: Readonly<Record<string, SettingOrigin>>;
  /** What is allowed and probably not meant. */
  readonly warnings: readonly SettingProblem[];
}

/** Every text that must not be seen: what log lines and answers must be searched for. */
export function hiddenTexts(settings: SettingValues): readonly string[] {
  return ALL_SETTINGS.flatMap(({ group, name, setting }) => setting.hides(readSetting(settings, group, name)));
}

/** One value by the names of the table. */
export function readSetting(settings: SettingValues, group: GroupName, name: string): unknown {
  return (settings[group] as Readonly<Record<string, unknown>>)[name];
}
