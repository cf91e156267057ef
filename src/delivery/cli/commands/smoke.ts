import { defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { printTable } from '../print-table.ts';
import { printJson } from '../terminal.ts';

export interface SmokeCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly durationMs: number;
  /** What was seen, or what is wrong. */
  readonly detail: string;
}

export type SmokeService = (onCheck: (check: SmokeCheck) => void) => Promise<readonly SmokeCheck[]>;

export const smokeCommand = defineCommand<object>({
  name: 'smoke',
  summary: 'check in seconds, in a temporary folder, that this installation works',
  examples: ['cab smoke', 'cab smoke --json'],
  exits: '1 a check failed',
  configure: () => undefined,
  async run({ isJson, terminal, services }) {
    const checks = await services.smoke((check) => {
      if (terminal.isErrorInteractive) terminal.error(check.ok ? '.' : 'x');
    });
    if (terminal.isErrorInteractive) terminal.error('\n');
    const failed = checks.filter((check) => !check.ok).length;
    if (isJson) printJson(terminal, { ok: failed === 0, checks });
    else {
      const { green, red } = terminal.colors;
      await printTable(terminal, {
        head: ['check', 'result', 'ms', ''],
        rows: checks.map(({ name, ok, durationMs, detail }) => [
          name,
          ok ? 'ok' : 'FAILED',
          durationMs.toFixed(0),
          detail,
        ]),
        rightAligned: [2],
        paint: (cell, column) => (column !== 1 ? cell : cell === 'ok' ? green(cell) : red(cell)),
      });
      terminal.print(`\n${failed === 0 ? green('everything works') : red(`${failed} of ${checks.length} failed`)}\n`);
    }
    return failed === 0 ? EXIT_CODES.ok : EXIT_CODES.findings;
  },
});
