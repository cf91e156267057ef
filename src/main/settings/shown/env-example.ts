import { assert } from '../../../domain/assert.ts';
import { ALL_SETTINGS, GROUP_TITLES, type GroupName } from '../groups/index.ts';
import { loadSettings } from '../load-settings.ts';
import type { Setting } from '../setting.ts';
import type { Settings } from '../settings.ts';

const HEAD = `# Settings of crypto-ai-bot. Copy this file to .env and remove the # right before the name of what you change.
# Without any of it the bot trades simulated money on a simulated exchange.
# Percentages: 0.02 and 2 and 2% are all 2 %. A bare number below 1 is a fraction, from 1 on it is percent,
# so 1 is 1 %; a % sign always wins: 0.5% is half a percent.
# This file is generated from the table in src/main/settings/groups.
`;

/** The text of `.env.example`: every setting with its default, commented out. */
export function renderEnvExample(): string {
  const groups = Object.keys(GROUP_TITLES) as GroupName[];
  const loaded = loadSettings({});
  assert(loaded.ok, 'the defaults must be valid');
  return `${HEAD}${groups.map((group) => renderGroup(group, loaded.value)).join('')}`;
}

function renderGroup(group: GroupName, defaults: Settings): string {
  const members = ALL_SETTINGS.filter((listed) => listed.group === group);
  return `\n# ${GROUP_TITLES[group]}\n${members.map(({ setting }) => renderSetting(setting, defaults)).join('')}`;
}

function renderSetting(setting: Setting, { origins }: Settings): string {
  const { aliases, allowed, unit, isSecret, defaultText, openDefaultText } = setting;
  const facts: string[] = [];
  if (!isSecret) facts.push(`Must be ${allowed}.`);
  if (unit !== '') facts.push(`Unit: ${unit}.`);
  if (aliases.length > 0) facts.push(`Also ${aliases.join(', ')}.`);
  if (openDefaultText !== undefined) facts.push(`With RISK_PROFILE=open: ${openDefaultText}.`);
  if (!isSecret && defaultText === undefined) facts.push('Not set by default; for example:');
  // A default that the other defaults leave nothing to limit; written down it would be refused.
  const isLifted = origins[setting.key]?.source === 'default without SPREAD_BPS';
  const lines = [setting.description, ...(facts.length === 0 ? [] : [facts.join(' ')])];
  return `\n${lines.map((line) => `# ${line}\n`).join('')}#${setting.key}=${isLifted ? 'off' : renderValue(setting)}\n`;
}

function renderValue({ defaultText, example, isSecret, kind }: Setting): string {
  if (isSecret) return '';
  const value = defaultText ?? example;
  return kind === 'path' ? value.replace(/^DATA_DIR(?=\/)/, 'data') : value;
}
