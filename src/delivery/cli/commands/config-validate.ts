import { type Invocation, defineCommand } from '../command.ts';
import { type SettingOptions, addSettingOptions, settingsOf } from '../setting-options.ts';
import { printJson } from '../terminal.ts';

export const configValidateCommand = defineCommand({
  name: 'config validate',
  summary: 'check all settings and strategies, and tell every problem at once',
  examples: ['cab config validate', 'MAX_POSITIONS=many cab config validate --json'],
  exits: '78 settings are wrong',
  needs: ['settings'],
  configure: addSettingOptions,
  async run({ options, isJson, terminal, services, fail }: Invocation<SettingOptions, 'settings'>) {
    const validated = await services.settings.validate(settingsOf(options));
    if (!validated.ok) return fail(validated.error);
    const { checkedSettings, warnings } = validated.value;
    if (isJson) {
      printJson(terminal, { isValid: true, checkedSettings, warnings });
      return 0;
    }
    for (const warning of warnings) terminal.print(`${terminal.colors.yellow('warning:')} ${warning}\n`);
    terminal.print(`${terminal.colors.green('valid')}: ${checkedSettings} settings\n`);
    return 0;
  },
});
