import { err, ok } from '../../../domain/result.ts';
import type { ReplaySummary } from '../../../operations/index.ts';
import { type Invocation, defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { formatCount, formatTime } from '../format-value.ts';
import { printTable } from '../print-table.ts';
import { startProgress } from '../progress.ts';
import { type SettingOptions, addSettingOptions, settingsOf } from '../setting-options.ts';
import { type Terminal, printJson } from '../terminal.ts';

interface Options extends SettingOptions {
  readonly db?: string;
  readonly differences?: boolean;
}

const SHOWN_DIFFERENCES = 10;

export const replayCommand = defineCommand({
  name: 'replay',
  summary: 'tell a fresh engine a recorded run again and compare every command',
  examples: [
    'cab replay',
    'cab replay --db data/bot.db',
    'cab replay bt.journal --json',
    'cab replay --differences',
    'cab replay --differences --params fast=10',
  ],
  exits:
    '1 answers or decisions differ, 74 the file cannot be read, 78 it is damaged, or its settings are not valid here',
  needs: ['records', 'createReplayEngines', 'recompute'],
  configure(command) {
    command
      .argument('[file]', 'journal of a backtest, as cab backtest --journal writes it')
      .option('--db <path>', 'database of a bot; the configured one by default')
      .option('--differences', 'decide the last 100 candles again with what is configured now, and tell what differs');
    // What else would be decided with.
    addSettingOptions(command);
  },
  async run(invocation: Invocation<Options, 'records' | 'createReplayEngines' | 'recompute'>) {
    const { args, options, isJson, terminal, services, fail } = invocation;
    if (options.differences) return await compare(invocation);
    if (Object.keys(settingsOf(options)).length > 0) {
      const problem = 'a record is replayed with its own settings; others are for --differences';
      return fail({ kind: 'usage', problems: [problem] });
    }
    const { createReplayEngines: createEngines } = services;
    const { replayRecord } = await import('../../../operations/index.ts');
    const progress = await startProgress(terminal);
    const onProgress = (share: number): void => progress.update('replaying', share);
    const result = await services.records
      .read(args[0] ?? options.db, async (records) => {
        const replayed = await replayRecord({ records, createEngines, onProgress });
        if (!replayed.ok) return replayed;
        if (replayed.value) return ok(replayed.value);
        return err({
          kind: 'settings',
          problems: [`${records.path} holds no run yet`],
          next: 'cab run, or cab backtest FILE --journal FILE, records one',
        });
      })
      .finally(() => progress.stop());
    if (!result.ok) return fail(result.error);
    if (isJson) printJson(terminal, result.value);
    else await printSummary(terminal, result.value);
    return result.value.isEqual ? EXIT_CODES.ok : EXIT_CODES.findings;
  },
});

/** The first difference of each lane. */
async function compare({ args, options, isJson, terminal, services, fail }: Invocation<Options, 'recompute'>) {
  const compared = await services.recompute.compare(args[0] ?? options.db, settingsOf(options));
  if (!compared.ok) return fail(compared.error);
  const { lanes, whyNot } = compared.value;
  if (isJson) printJson(terminal, compared.value);
  else {
    const { comparedText } = await import('../../../runtime/index.ts');
    if (whyNot !== null) terminal.print(`nothing was compared: ${whyNot}\n`);
    for (const lane of lanes) terminal.print(`${comparedText(lane)}\n`);
  }
  return lanes.some(({ first }) => first !== null) ? EXIT_CODES.findings : EXIT_CODES.ok;
}

async function printSummary(terminal: Terminal, summary: ReplaySummary): Promise<void> {
  const { green, red } = terminal.colors;
  await printTable(terminal, {
    head: ['replay', ''],
    rows: [
      ['file', summary.path],
      ['run', summary.runId],
      [
        'entries',
        `${formatCount(summary.entries)} (${summary.decidedFrom ?? summary.firstSequence} to ${summary.lastSequence})`,
      ],
      ['answered with commands', formatCount(summary.answered)],
      ['last entry', formatTime(summary.lastTimeMs)],
      ['recorded chain', summary.recordedHash],
      ['replayed chain', summary.replayedHash],
    ],
  });
  const { decidedFrom } = summary;
  if (decidedFrom !== undefined) {
    terminal.print(
      `\nwhat was decided before entry ${decidedFrom} is in no journal: the version that wrote it can replay it\n`,
    );
  }
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
