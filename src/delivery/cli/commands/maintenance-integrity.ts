import { type Invocation, defineCommand } from '../command.ts';
import { formatCount } from '../format-value.ts';
import { printTable } from '../print-table.ts';
import type { ExaminedDatabase } from '../services.ts';
import { type Terminal, printJson } from '../terminal.ts';

interface Options {
  readonly db?: string;
  readonly accept?: boolean;
}

export const maintenanceIntegrityCommand = defineCommand({
  name: 'maintenance integrity',
  summary: 'hold a database against its own hashes and its head: every entry, every row, every index',
  examples: [
    'cab maintenance integrity',
    'cab maintenance integrity --db data/bot.db --json',
    'cab maintenance integrity --accept',
  ],
  exits: '74 the database cannot be read, 75 --accept while a bot runs, 78 it is damaged or not the latest',
  needs: ['integrity', 'clock'],
  configure(command) {
    command
      .option('--db <path>', 'database of a bot; the configured one by default')
      .option(
        '--accept',
        'go on with what is there: seal it anew, on record in its audit log; the bot must be stopped',
      );
  },
  async run({ options, isJson, terminal, services, fail }: Invocation<Options, 'integrity' | 'clock'>) {
    const { db, accept = false } = options;
    const { integrity, clock } = services;
    const result = accept ? await integrity.accept(db, clock.nowMs()) : await integrity.examine(db);
    if (!result.ok) return fail(result.error);
    if (isJson) printJson(terminal, result.value);
    else await print(terminal, result.value);
    return 0;
  },
});

async function print(terminal: Terminal, { path, uuid, entries, auditEntries, rows, accepted }: ExaminedDatabase) {
  const { green, yellow } = terminal.colors;
  await printTable(terminal, {
    head: ['integrity', ''],
    rows: [
      ['file', path],
      ...(uuid === undefined ? [] : [['database', uuid]]),
      ['journal entries', formatCount(entries)],
      ['audit entries', formatCount(auditEntries)],
      ['rows of tables', formatCount(rows)],
    ],
  });
  for (const line of accepted ?? []) terminal.print(`${yellow('accepted')}: ${line}\n`);
  if (accepted === undefined) terminal.print(`\n${green('whole')}: everything is what was written\n`);
}
