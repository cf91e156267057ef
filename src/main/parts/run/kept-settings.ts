/** An upgrade changes nothing of a run that has something open: what nobody has set stays as the run was told. */
import type { RunRecord } from './run-record.ts';
import { ALL_SETTINGS, type SettingRow, type Settings, describeSettings } from '../../settings/index.ts';

/**
 * Values of the record, by key, that stand in place of another default. What somebody had set and has taken out follows
 * the default again, and so do limits whose profile was changed.
 */
export function keptSettings(record: RunRecord, settings: Settings): Readonly<Record<string, string>> {
  const rows = describeSettings(settings);
  const { riskProfile } = settings.mode;
  const isOtherProfile = (record.riskProfile ?? riskProfile) !== riskProfile;
  const kept = rows.flatMap((row) => {
    const text = row.influencesTrading && row.isDefault ? recordedText(record, row.key) : undefined;
    if (text === undefined || text === row.value || wasTakenOut(record, row)) return [];
    if (isOtherProfile && row.source.startsWith('profile ')) return [];
    return [[row.key, text] as const];
  });
  return Object.fromEntries(kept);
}

/** A limit that the recording version did not know was off; what is not valid any more cannot be kept. */
function recordedText(record: RunRecord, key: string): string | undefined {
  const setting = ALL_SETTINGS.find((listed) => listed.setting.key === key)?.setting;
  const text = record.settings[key] ?? (setting?.canBeOff ? 'off' : undefined);
  return text !== undefined && setting?.parse(text, key).ok ? text : undefined;
}

/** A default that is off because nothing tells the spread stands and falls with that. */
function wasTakenOut({ given = [] }: RunRecord, { key, source }: SettingRow): boolean {
  return given.includes(key) || source === 'default without SPREAD_BPS';
}
