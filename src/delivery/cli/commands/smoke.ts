import { type Invocation, defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { printTable } from '../print-table.ts';
import { printJson } from '../terminal.ts';

export const smokeCommand = defineCommand({
  name: 'smoke',
  summary: 'check in seconds, in a temporary folder, that this installation works',
  examples: ['cab smoke', 'cab smoke --json'],
  exits: '1 a check failed',
  needs: ['withSmokeBench', 'clock'],
  configure: () => undefined,
  async run({ isJson, terminal, services }: Invocation<object, 'withSmokeBench' | 'clock'>) {
    const { withSmokeBench: withBench, clock } = services;
    const { runSmokeChecks } = await import('../../../operations/index.ts');
    const checks = await runSmokeChecks({
      withBench,
      clock,
      onCheck: ({ ok }) => {
        if (terminal.isErrorInteractive) terminal.error(ok ? '.' : 'x');
      },
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
