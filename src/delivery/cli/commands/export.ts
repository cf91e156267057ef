import { Option } from 'commander';
import type { CommandResult } from '../command-failure.ts';
import { defineCommand } from '../command.ts';
import { formatCount } from '../format-value.ts';
import { printJson } from '../terminal.ts';

export const EXPORTS = ['trades', 'orders', 'fills', 'decisions', 'equity', 'notices', 'journal'] as const;
export type ExportName = (typeof EXPORTS)[number];
export type ExportFormat = 'csv' | 'json';

export interface ExportRequest {
  readonly name: ExportName;
  readonly format: ExportFormat;
  readonly databasePath?: string;
  /** A file; otherwise `print` gets the text piece by piece. */
  readonly out?: string;
  readonly print: (text: string) => void;
}

export type ExportService = (request: ExportRequest) => Promise<CommandResult<{ readonly rows: number }>>;

interface Options {
  readonly db?: string;
  readonly format?: ExportFormat;
  readonly out?: string;
}

export const exportCommand = defineCommand<Options>({
  name: 'export',
  summary: `write what a bot recorded: ${EXPORTS.join(', ')}`,
  examples: [
    'cab export trades --out trades.csv',
    'cab export decisions --format json --out decisions.json',
    'cab export journal --db data/bot.db --format json',
  ],
  exits: '74 the database cannot be read or the file not be written',
  configure(command) {
    command
      .addArgument(command.createArgument('<what>', 'what to write').choices(EXPORTS))
      .addOption(
        new Option('--format <format>', 'csv (safe to open in a spreadsheet) or json').choices(['csv', 'json']),
      )
      .option('--out <file>', 'file to write; the terminal by default')
      .option('--db <path>', 'database of a bot; the configured one by default');
  },
  async run({ args, options, isJson, terminal, services, fail }) {
    const { db, out } = options;
    // A document that is asked for as JSON on stdout is the export itself.
    const format = options.format ?? (isJson && out === undefined ? 'json' : 'csv');
    if (isJson && out === undefined && format === 'csv') {
      const problems = ['--json prints JSON; CSV goes to a file then: add --out FILE, or leave --json out'];
      return fail({ kind: 'usage', problems });
    }
    const name = args[0] as ExportName;
    const result = await services.export({
      name,
      format,
      print: (text) => terminal.print(text),
      ...(db === undefined ? {} : { databasePath: db }),
      ...(out === undefined ? {} : { out }),
    });
    if (!result.ok) return fail(result.error);
    if (out === undefined) return 0;
    if (isJson) printJson(terminal, { name, format, out, rows: result.value.rows });
    else terminal.print(`wrote ${formatCount(result.value.rows)} rows to ${out}\n`);
    return 0;
  },
});
