import { randomUUID } from 'node:crypto';
import { URL_OPTION, controlAddress, refusalOf } from '../bot-address.ts';
import { type Invocation, defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly reason: string;
  readonly asset?: string;
  readonly url?: string;
  readonly key?: string;
}

const TIMEOUT_MS = 15_000;
const DIRECTIONS = ['deposit', 'withdrawal'];

export const flowCommand = defineCommand({
  name: 'flow',
  summary: 'pay into the simulated account of a running bot, or take out of it',
  examples: ['cab flow deposit 500 --reason "pay day"', 'cab flow withdrawal 0.25 --asset BTC --reason "to the vault"'],
  exits: '1 the bot refused, 74 it does not answer, 78 it does not take API_TOKEN of the settings',
  needs: ['settings'],
  configure(command) {
    command
      .argument('<flow...>', `${DIRECTIONS.join(' or ')}, and how much of it: an exact amount above 0`)
      .requiredOption('--reason <text>', 'why; goes into the journal and the audit log')
      .option('--asset <name>', 'what is moved; the quote currency by default')
      .option(...URL_OPTION)
      .option('--key <text>', 'the same key moves funds once, however often it is sent; made up by default');
  },
  async run({ args, options, isJson, terminal, services, fail }: Invocation<Options, 'settings'>) {
    const [direction = '', amount = '', ...more] = args;
    if (!DIRECTIONS.includes(direction) || amount === '' || more.length > 0) {
      const problem = `a flow is a deposit or a withdrawal and one amount, such as deposit 500, not "${args.join(' ')}"`;
      return fail({ kind: 'usage', problems: [problem] });
    }
    const bot = controlAddress(services.settings, options.url);
    if (!bot.ok) return fail(bot.error);
    const { actOnBot } = await import('../../../operations/index.ts');
    const { reason, asset, key = randomUUID() } = options;
    const body = { direction, amount, reason, ...(asset === undefined ? {} : { asset }) };
    const done = await actOnBot(bot.value, { path: '/api/v1/flows', body, key }, TIMEOUT_MS);
    if (!done.ok) return fail(refusalOf(done.error));
    if (isJson) printJson(terminal, { direction, amount, ...done.value });
    else terminal.print(`${direction} of ${amount} is on record, entry ${done.value.sequence} of the journal\n`);
    return EXIT_CODES.ok;
  },
});
