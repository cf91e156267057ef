import { type Invocation, defineCommand } from '../command.ts';
import { printTable } from '../print-table.ts';
import { type SettingOptions, addSettingOptions, settingsOf } from '../setting-options.ts';
import { printJson } from '../terminal.ts';

interface Options extends SettingOptions {
  readonly group?: string;
}

export const configShowCommand = defineCommand({
  name: 'config show',
  summary: 'every setting in force: value, unit, source; secrets are masked',
  examples: ['cab config show', 'cab config show --group risk', 'cab config show --json'],
  exits: '78 settings are wrong',
  needs: ['settings'],
  configure(command) {
    command.option('--group <name>', 'one group only, for example risk');
    addSettingOptions(command);
  },
  async run({ options, isJson, terminal, services, fail }: Invocation<Options, 'settings'>) {
    const { groups } = services.settings;
    const { group: asked } = options;
    if (asked !== undefined && !Object.hasOwn(groups, asked)) {
      const known = Object.keys(groups).join(', ');
      return fail({ kind: 'usage', problems: [`there is no group "${asked}"; groups are ${known}`] });
    }
    const loaded = await services.settings.inForce(settingsOf(options));
    if (!loaded.ok) return fail(loaded.error);
    const { rows: all, warnings } = loaded.value;
    const settings = asked === undefined ? all : all.filter((row) => row.group === asked);
    if (isJson) {
      printJson(terminal, { settings, warnings });
      return 0;
    }
    const { bold } = terminal.colors;
    for (const [group, title] of Object.entries(groups)) {
      const rows = settings
        .filter((row) => row.group === group)
        .map(({ key, value, unit, source, usedKey }) => {
          const from = usedKey === key ? source : `${source}, as ${usedKey}`;
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
