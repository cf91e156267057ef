import type { CommandResult } from '../command-failure.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { formatCount, formatTime } from '../format-value.ts';
import { printTable } from '../print-table.ts';
import { startProgress } from '../progress.ts';
import { type Terminal, printJson } from '../terminal.ts';

export interface ReplayRequest {
  /** A recorded backtest or a database; the configured database when absent. */
  readonly path?: string;
  readonly onProgress: (share: number) => void;
}

export interface ReplaySummary {
  readonly path: string;
  readonly runId: string;
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly lastTimeMs: number;
  readonly entries: number;
  /** Entries that were answered with commands. */
  readonly answered: number;
  readonly isEqual: boolean;
  readonly mismatchCount: number;
  /** The first hundred. */
  readonly mismatches: readonly ReplayDifference[];
  /** Chains over all answers; equal when every answer is. */
  readonly recordedHash: string;
  readonly replayedHash: string;
  readonly equity: number;
}

export interface ReplayDifference {
  readonly sequence: number;
  readonly timeMs: number;
  readonly eventType: string;
  readonly recordedHash: string | undefined;
  readonly replayedHash: string | undefined;
}

export type ReplayService = (request: ReplayRequest) => Promise<CommandResult<ReplaySummary>>;

interface Options {
  readonly db?: string;
}

const SHOWN_DIFFERENCES = 10;

export const replayCommand = defineCommand<Options>({
  name: 'replay',
  summary: 'tell a fresh engine a recorded run again and compare every command',
  examples: ['cab replay', 'cab replay --db data/bot.db', 'cab replay bt.journal --json'],
  exits: '1 answers differ, 74 the file cannot be read, 78 the recorded settings are not valid here',
  configure(command) {
    command
      .argument('[file]', 'journal of a backtest, as cab backtest --journal writes it')
      .option('--db <path>', 'database of a bot; the configured one by default');
  },
  async run({ args, options, isJson, terminal, services, fail }) {
    const path = args[0] ?? options.db;
    const progress = await startProgress(terminal);
    const result = await services
      .replay({ ...(path === undefined ? {} : { path }), onProgress: (share) => progress.update('replaying', share) })
      .finally(() => progress.stop());
    if (!result.ok) return fail(result.error);
    if (isJson) printJson(terminal, result.value);
    else await printSummary(terminal, result.value);
    return result.value.isEqual ? EXIT_CODES.ok : EXIT_CODES.findings;
  },
});

async function printSummary(terminal: Terminal, summary: ReplaySummary): Promise<void> {
  const { green, red } = terminal.colors;
  await printTable(terminal, {
    head: ['replay', ''],
    rows: [
      ['file', summary.path],
      ['run', summary.runId],
      ['entries', `${formatCount(summary.entries)} (${summary.firstSequence} to ${summary.lastSequence})`],
      ['answered with commands', formatCount(summary.answered)],
      ['last entry', formatTime(summary.lastTimeMs)],
      ['recorded chain', summary.recordedHash],
      ['replayed chain', summary.replayedHash],
    ],
  });
  if (summary.isEqual) {
    terminal.print(`\n${green('equal')}: every command is the one that was recorded\n`);
    return;
  }
  terminal.print(`\n${red('different')}: ${formatCount(summary.mismatchCount)} entries are answered otherwise\n`);
  await printTable(terminal, {
    head: ['entry', 'time', 'event', 'recorded', 'replayed'],
    rows: summary.mismatches
      .slice(0, SHOWN_DIFFERENCES)
      .map((one) => [
        String(one.sequence),
        formatTime(one.timeMs),
        one.eventType,
        shortened(one.recordedHash),
        shortened(one.replayedHash),
      ]),
  });
}

function shortened(hash: string | undefined): string {
  return hash === undefined ? 'no commands' : hash.slice(0, 12);
}
