import { Option } from 'commander';
import { err, ok } from '../../../domain/result.ts';
import { EXPORTS } from '../../../operations/export/exports.ts';
import type { ExportFormat, ExportName } from '../../../operations/index.ts';
import { OutputFailure } from '../../../ports/output-files.ts';
import { type Invocation, defineCommand } from '../command.ts';
import { formatCount } from '../format-value.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly db?: string;
  readonly format?: ExportFormat;
  readonly out?: string;
}

export const exportCommand = defineCommand({
  name: 'export',
  summary: `write what a bot recorded: ${EXPORTS.join(', ')}`,
  examples: [
    'cab export trades --out trades.csv',
    'cab export decisions --format json --out decisions.json',
    'cab export journal --db data/bot.db --format json',
  ],
  exits: '74 the database cannot be read or the file not be written',
  needs: ['records', 'outputFiles'],
  configure(command) {
    command
      .addArgument(command.createArgument('<what>', 'what to write').choices(EXPORTS))
      .addOption(
        new Option('--format <format>', 'csv (safe to open in a spreadsheet) or json').choices(['csv', 'json']),
      )
      .option('--out <file>', 'file to write; the terminal by default')
      .option('--db <path>', 'database of a bot; the configured one by default');
  },
  async run({ args, options, isJson, terminal, services, fail }: Invocation<Options, 'records' | 'outputFiles'>) {
    const { db, out } = options;
    // A document that is asked for as JSON on stdout is the export itself.
    const format = options.format ?? (isJson && out === undefined ? 'json' : 'csv');
    if (isJson && out === undefined && format === 'csv') {
      const problems = ['--json prints JSON; CSV goes to a file then: add --out FILE, or leave --json out'];
      return fail({ kind: 'usage', problems });
    }
    const name = args[0] as ExportName;
    const { exportTable } = await import('../../../operations/index.ts');
    const result = await services.records.read(db, async (records) => {
      const table = exportTable(name, format, records);
      try {
        if (out !== undefined) await services.outputFiles.write(out, table.text);
        else for await (const piece of table.text) terminal.print(piece);
      } catch (error) {
        if (error instanceof OutputFailure) return err({ kind: 'io', problems: [error.message] });
        throw error;
      }
      return ok(table.rowCount());
    });
    if (!result.ok) return fail(result.error);
    if (out === undefined) return 0;
    if (isJson) printJson(terminal, { name, format, out, rows: result.value });
    else terminal.print(`wrote ${formatCount(result.value)} rows to ${out}\n`);
    return 0;
  },
});
