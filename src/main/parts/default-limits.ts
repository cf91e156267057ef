/** Limits that are in force without anybody having set them, and how each is changed: said once it denies something. */
import { riskRules } from '../../core/risk/index.ts';
import { ALL_SETTINGS, type SettingRow, type Settings, describeSettings } from '../settings/index.ts';

/** By the name of the limit; all but one stand in the table of risk under it. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ...ALL_SETTINGS.filter(({ group }) => group === 'risk').map(({ name, setting }) => [name, setting.key] as const),
  ['maxOrdersPerMinute', 'RATE_LIMIT_ORDERS_PER_MINUTE'],
]);

/** By the code of the rule: what to tell a person whose entry it denied. */
export function defaultLimits(settings: Settings): ReadonlyMap<string, string> {
  const rows = new Map(describeSettings(settings).map((row) => [row.key, row]));
  const hints = new Map<string, string>();
  for (const { setting, code } of riskRules) {
    const row = rows.get(KEYS.get(setting ?? '') ?? '');
    if (row?.isDefault === true && row.value !== 'off') hints.set(code, hintOf(row));
  }
  const share = hints.get('dailyLossShare');
  // While a day is held entries are denied as `dailyLoss`, whichever of the two limits was reached.
  if (share !== undefined && settings.risk.dailyLossLimitQuote === undefined) hints.set('dailyLoss', share);
  return hints;
}

function hintOf({ key, value, source }: SettingRow): string {
  const others = source.startsWith('profile ') ? '; RISK_PROFILE=open lifts it and its like' : '';
  return `${key}=${value} denied an entry and nobody set it (${source}): set ${key} to change it${others}`;
}
