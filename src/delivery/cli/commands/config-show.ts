import type { CommandResult } from '../command-failure.ts';
import { defineCommand } from '../command.ts';
import { printTable } from '../print-table.ts';
import { type SettingOptions, addSettingOptions, settingsOf } from '../setting-options.ts';
import { printJson } from '../terminal.ts';

/** A setting as it may be shown to anyone: secrets are masked. */
export interface ShownSetting {
  readonly group: string;
  readonly key: string;
  readonly value: string;
  readonly unit: string;
  readonly source: string;
  readonly usedKey: string;
  readonly allowed: string;
  readonly description: string;
}

export interface ShownSettings {
  readonly settings: readonly ShownSetting[];
  /** Names of groups with their titles, in order. */
  readonly groups: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

export type ShowConfigService = (
  flags: Readonly<Record<string, string>>,
  group: string | undefined,
) => Promise<CommandResult<ShownSettings>>;

interface Options extends SettingOptions {
  readonly group?: string;
}

export const configShowCommand = defineCommand<Options>({
  name: 'config show',
  summary: 'every setting in force: value, unit, source; secrets are masked',
  examples: ['cab config show', 'cab config show --group risk', 'cab config show --json'],
  exits: '78 settings are wrong',
  configure(command) {
    command.option('--group <name>', 'one group only, for example risk');
    addSettingOptions(command);
  },
  async run({ options, isJson, terminal, services, fail }) {
    const shown = await services.showConfig(settingsOf(options), options.group);
    if (!shown.ok) return fail(shown.error);
    const { settings, groups, warnings } = shown.value;
    if (isJson) {
      printJson(terminal, { settings, warnings });
      return 0;
    }
    const { bold } = terminal.colors;
    for (const [group, title] of Object.entries(groups)) {
      const rows = settings
        .filter((row) => row.group === group)
        .map(({ key, value, unit, source, usedKey }) => {
          const from = source === 'default' ? 'default' : usedKey === key ? source : `${source}, as ${usedKey}`;
          return [key, value === '' ? '–' : value, unit === '%' ? '' : unit, from];
        });
      if (rows.length === 0) continue;
      terminal.print(`${bold(title)} (${group})\n`);
      await printTable(terminal, { head: ['key', 'value', 'unit', 'source'], rows });
      terminal.print('\n');
    }
    for (const warning of warnings) terminal.error(`${terminal.errorColors.yellow('warning:')} ${warning}\n`);
    return 0;
  },
});
