import { type Result, visibleJson, visibleText } from '../../domain/index.ts';
import { EXIT_CODES, type FailureKind } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** Why a command could not do its work: everything at once, and the command to run next. */
export interface CommandFailure {
  readonly kind: FailureKind;
  readonly problems: readonly string[];
  readonly next?: string;
}

export type CommandResult<T> = Result<T, CommandFailure>;

/** Text on stderr for people; with `--json` also the one document on stdout. Gives the exit code. */
export function reportFailure(terminal: Terminal, failure: CommandFailure, isJson: boolean): number {
  const { kind, problems, next } = failure;
  const exitCode = EXIT_CODES[kind];
  const { red, dim } = terminal.errorColors;
  for (const problem of problems) terminal.error(`${red('error:')} ${visibleText(problem, '\n')}\n`);
  if (next !== undefined) terminal.error(`${dim('next:')}  ${visibleText(next, '\n')}\n`);
  if (isJson) terminal.print(`${visibleJson(JSON.stringify({ error: { kind, exitCode, problems, next } }))}\n`);
  return exitCode;
}
