import type { ControlService } from '../../delivery/cli/index.ts';
import { err } from '../../domain/index.ts';
import { commandBot } from '../../operations/index.ts';
import { loadCommandSettings } from '../parts/load-command-settings.ts';

const TIMEOUT_MS = 15_000;

/** Steers a running bot with the token of the settings, which nobody else gets to see. */
export const controlService: ControlService = {
  command: async (command) => {
    const settings = loadCommandSettings({ flags: {} });
    if (!settings.ok) return settings;
    const token = settings.value.keys.apiToken?.reveal();
    if (token === undefined) {
      const problem = 'API_TOKEN is not set here: a bot takes commands only from who knows its token';
      return err({ kind: 'settings', problems: [problem], next: 'set API_TOKEN or API_TOKEN_FILE as the bot has it' });
    }
    const answer = await commandBot({ ...command, token }, TIMEOUT_MS);
    if (answer.ok) return answer;
    const { code, message } = answer.error;
    if (code === 'badAddress') return err({ kind: 'usage', problems: [`--url ${message}`] });
    if (code === 'refused') return err({ kind: 'findings', problems: [message] });
    return err({ kind: 'io', problems: [message], next: 'cab run starts one' });
  },
};
