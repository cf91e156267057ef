/** Writes docs/settings.md and .env.example from the table of settings; tests hold the committed files against it. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  ALL_SETTINGS,
  GROUP_TITLES,
  type GroupName,
  type Setting,
  renderEnvExample,
} from '../src/main/settings/index.ts';

const HEAD = `# Settings

Every setting, as \`cab config show\` knows it. This page is written by \`node scripts/settings-table.ts\`.

- Sources, the strongest first: flags of the command line, changes made while the bot runs, environment variables, a
  \`.env\` file, a secrets file, the default. While a run has something open, what nobody has set stays as the run was told:
  \`cab config show\` calls it _kept from the run_.
- Percentages: \`0.02\`, \`2\` and \`2%\` are all 2 %. A bare number below 1 is a fraction, from 1 on it is percent, so \`1\`
  is 1 %; a \`%\` sign always wins: \`0.5%\` is half a percent.
- A secret \`KEY\` can also be given as \`KEY_FILE\` (path of a file that holds it) or \`KEY_B64\` (base64).
- A default with a second value beneath it depends on \`RISK_PROFILE\`: the first one is that of \`conservative\`, which is
  the default, the second that of \`open\`. What is set wins over both.
- A key that looks like one of these and is none is reported with the nearest name; all problems are reported at once.
- _live_ marks what may be changed while the bot runs, _trades_ what influences which orders are made: a change of it begins
  a run of its own in the journal.
`;

const TITLES = ['key', 'default', 'must be', 'what it does', 'marks'];

/** Bars would end the cell, and a lone `*` or `_` could begin emphasis. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*');
}

function row(setting: Setting): readonly string[] {
  const { key, aliases, allowed, unit, description, defaultText, isSecret, isRuntimeSafe, isOperational } = setting;
  const names = [key, ...aliases].map((name) => `\`${name}\``).join('<br>');
  const facts = isSecret ? 'secret' : cell(unit === '' || allowed.includes(unit) ? allowed : `${allowed}, ${unit}`);
  const marks = [isRuntimeSafe ? 'live' : '', isOperational || isSecret ? '' : 'trades'].filter((mark) => mark !== '');
  const open = setting.openDefaultText === undefined ? '' : `<br>open: \`${setting.openDefaultText}\``;
  const value = defaultText === undefined ? 'none' : `\`${defaultText}\`${open}`;
  return [names, value, facts, cell(description), marks.join(', ')];
}

/** Columns line up, as the formatter wants them. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = TITLES.map((_, column) => Math.max(...[TITLES, ...rows].map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |\n`;
  return [line(TITLES), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('');
}

/** The text of docs/settings.md. */
export function renderSettingsPage(): string {
  const groups = Object.keys(GROUP_TITLES) as GroupName[];
  const parts = groups.map((group) => {
    const members = ALL_SETTINGS.filter((listed) => listed.group === group);
    return `\n## ${GROUP_TITLES[group]}\n\n${table(members.map(({ setting }) => row(setting)))}`;
  });
  return `${HEAD}${parts.join('')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../docs/settings.md', import.meta.url), renderSettingsPage());
  writeFileSync(new URL('../.env.example', import.meta.url), renderEnvExample());
}
