import type { CommandResult } from '../command-failure.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { printTable } from '../print-table.ts';
import { printJson } from '../terminal.ts';

export interface HealthAnswer {
  readonly url: string;
  readonly httpStatus: number;
  /** As the bot tells it: healthy, degraded, unhealthy. */
  readonly status: string;
  readonly components: Readonly<Record<string, { readonly ok: boolean; readonly detail: string }>>;
  readonly durationMs: number;
}

export type HealthService = (url: string | undefined, timeoutMs: number) => Promise<CommandResult<HealthAnswer>>;

interface Options {
  readonly url?: string;
}

const TIMEOUT_MS = 5000;

export const healthCommand = defineCommand<Options>({
  name: 'health',
  summary: 'ask a running bot how it is, once',
  examples: ['cab health --oneshot --url http://127.0.0.1:8000', 'cab health --json'],
  exits: '1 the bot is unhealthy, 74 it does not answer',
  configure(command) {
    command
      .option('--url <address>', 'where the bot listens; HOST and PORT of the settings by default')
      .option('--oneshot', 'ask once and exit, which is what it does anyway');
  },
  async run({ options, isJson, terminal, services, fail }) {
    const result = await services.health(options.url, TIMEOUT_MS);
    if (!result.ok) return fail(result.error);
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
