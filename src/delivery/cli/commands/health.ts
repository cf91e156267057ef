import { ok } from '../../../domain/result.ts';
import { URL_OPTION, askFailureOf, configuredAddress } from '../bot-address.ts';
import { type Invocation, defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { printTable } from '../print-table.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly url?: string;
}

const TIMEOUT_MS = 5000;

export const healthCommand = defineCommand({
  name: 'health',
  summary: 'ask a running bot how it is, once',
  examples: ['cab health --oneshot --url http://127.0.0.1:8000', 'cab health --json'],
  exits: '1 the bot is unhealthy, 74 it does not answer',
  needs: ['settings'],
  configure(command) {
    command.option(...URL_OPTION).option('--oneshot', 'ask once and exit, which is what it does anyway');
  },
  async run({ options, isJson, terminal, services, fail }: Invocation<Options, 'settings'>) {
    const address = options.url === undefined ? configuredAddress(services.settings) : ok(options.url);
    if (!address.ok) return fail(address.error);
    const { askHealth } = await import('../../../operations/index.ts');
    const result = await askHealth(address.value, TIMEOUT_MS);
    if (!result.ok) return fail(askFailureOf(result.error));
    const { status, components } = result.value;
    if (isJson) printJson(terminal, result.value);
    else {
      const { green, red } = terminal.colors;
      terminal.print(`${status}\n`);
      await printTable(terminal, {
        head: ['component', 'state', ''],
        rows: Object.entries(components).map(([name, { ok, detail }]) => [name, ok ? 'ok' : 'not ok', detail]),
        paint: (cell, column) => (column !== 1 ? cell : cell === 'ok' ? green(cell) : red(cell)),
      });
    }
    // A degraded bot still guards its positions: restarting it would help nobody.
    return status === 'healthy' || status === 'degraded' ? EXIT_CODES.ok : EXIT_CODES.findings;
  },
});
