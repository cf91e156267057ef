import { type Invocation, defineCommand } from '../command.ts';
import { formatCount, formatTime } from '../format-value.ts';
import { printTable } from '../print-table.ts';
import type { ArchivedJournal } from '../services.ts';
import { type Terminal, printJson } from '../terminal.ts';

interface Options {
  readonly db?: string;
  readonly dryRun?: boolean;
}

export const maintenanceArchiveCommand = defineCommand({
  name: 'maintenance archive',
  summary: 'move old journal entries into compressed files beside the database, as a running bot does by itself',
  examples: [
    'cab maintenance archive --dry-run',
    'cab maintenance archive',
    'cab maintenance archive --db data/bot.db --json',
  ],
  exits: '74 files or database cannot be written, 75 a bot runs, 78 the database or one of its archives is damaged',
  needs: ['archive', 'clock'],
  configure(command) {
    command
      .option('--db <path>', 'database of a bot; the configured one by default')
      .option('--dry-run', 'show what would be archived and change nothing; the bot may run');
  },
  async run({ options, isJson, terminal, services, fail }: Invocation<Options, 'archive' | 'clock'>) {
    const { db, dryRun = false } = options;
    const { archive, clock } = services;
    const result = dryRun ? await archive.preview(db) : await archive.archive(db, () => clock.nowMs());
    if (!result.ok) return fail(result.error);
    if (isJson) printJson(terminal, result.value);
    else await print(terminal, result.value, dryRun);
    return 0;
  },
});

async function print(terminal: Terminal, journal: ArchivedJournal, isDry: boolean): Promise<void> {
  const { entries, archivedEntries, parts, folder, freedBytes } = journal;
  if (parts.length > 0) {
    await printTable(terminal, {
      head: ['entries', 'from', 'to', isDry ? '' : 'file'],
      rows: parts.map((part) => [
        `${part.firstSequence} to ${part.lastSequence}`,
        formatTime(part.firstTimeMs),
        formatTime(part.lastTimeMs),
        part.file ?? '',
      ]),
    });
  }
  const moved = parts.reduce((sum, { firstSequence, lastSequence }) => sum + lastSequence - firstSequence + 1, 0);
  const verb = isDry ? 'would be moved' : 'were moved';
  terminal.print(`${formatCount(moved)} entries ${verb} to ${folder}\n`);
  const left = formatCount(entries - archivedEntries);
  terminal.print(`the database then holds ${left} of ${formatCount(entries)} entries\n`);
  if (freedBytes !== undefined)
    terminal.print(`${Math.round(freedBytes / 1_000_000)} MB were given back to the disk\n`);
}
