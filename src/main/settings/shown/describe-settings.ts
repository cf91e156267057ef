import { ALL_SETTINGS, type GroupName } from '../groups/index.ts';
import { type SettingSource, isDefaultSource } from '../problem.ts';
import { type Settings, readSetting } from '../settings.ts';

/** One line of `cab config show`; safe to show to anyone who may see settings. */
export interface SettingRow {
  readonly group: GroupName;
  readonly key: string;
  /** In force, as it could be written; `off` for lifted limits, empty when there is none, what is nobody's business masked. */
  readonly value: string;
  readonly source: SettingSource;
  /** The spelling that was used where it is not the key. */
  readonly usedKey: string;
  readonly unit: string;
  readonly allowed: string;
  readonly description: string;
  readonly isDefault: boolean;
  readonly isRuntimeSafe: boolean;
  /** Part of the settings hash: a change of it is a different way to trade. */
  readonly influencesTrading: boolean;
}

/** Every setting, in the order of the table. Written back, values that are not masked give the same settings. */
export function describeSettings(settings: Settings): readonly SettingRow[] {
  return ALL_SETTINGS.map(({ group, name, setting }) => {
    const value = readSetting(settings, group, name);
    const origin = settings.origins[setting.key] ?? { source: 'default' as const, usedKey: setting.key };
    return {
      group,
      key: setting.key,
      value: setting.show(value),
      source: origin.source,
      usedKey: origin.usedKey,
      unit: setting.unit,
      allowed: setting.allowed,
      description: setting.description,
      isDefault: isDefaultSource(origin.source),
      isRuntimeSafe: setting.isRuntimeSafe,
      influencesTrading: !setting.isSecret && !setting.isOperational,
    };
  });
}
