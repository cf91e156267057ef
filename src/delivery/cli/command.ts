import type { Command } from 'commander';
import { type CommandFailure, reportFailure } from './command-failure.ts';
import type { CliServices } from './services.ts';
import type { Terminal } from './terminal.ts';

export interface CliContext {
  readonly version: string;
  readonly terminal: Terminal;
  readonly services: CliServices;
}

/** What an action is given. */
export interface Invocation<Options> {
  readonly args: readonly string[];
  readonly options: Options;
  readonly isJson: boolean;
  readonly terminal: Terminal;
  readonly services: CliServices;
  /** Tells the failure and gives its exit code. */
  readonly fail: (failure: CommandFailure) => number;
}

/** One command: how it is called, what it does, what it exits with. */
export interface CliCommand<Options = never> {
  /** Groups come first: `config show`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Whole command lines, shown as they can be pasted. */
  readonly examples: readonly string[];
  /** Meaning of exit codes other than 0 and 64, for scripts. */
  readonly exits?: string;
  /** Adds arguments and options; `--json` is there already. */
  configure(command: Command): void;
  /** Resolves with the exit code. */
  run(invocation: Invocation<Options>): Promise<number>;
}

/** Keeps the options of a command typed inside it and unknown outside. */
export function defineCommand<Options>(command: CliCommand<Options>): CliCommand {
  return command;
}

/** Adds the command below `parent`; `onExit` hears the exit code. */
export function addCommand(
  parent: Command,
  command: CliCommand,
  context: CliContext,
  onExit: (exitCode: number) => void,
): void {
  const name = command.name.split(' ').at(-1) ?? command.name;
  const declared = parent.command(name).description(command.summary);
  command.configure(declared);
  declared.option('--json', 'print one JSON document on stdout and nothing else');
  const exits = command.exits === undefined ? '' : `\nExit codes:\n  0 fine, 64 wrong use, ${command.exits}\n`;
  declared.addHelpText('after', `\nExamples:\n${command.examples.map((line) => `  $ ${line}`).join('\n')}\n${exits}`);
  declared.action(async () => {
    const options: Record<string, unknown> = declared.opts();
    const isJson = options['json'] === true;
    const { terminal, services } = context;
    const fail = (failure: CommandFailure): number => reportFailure(terminal, failure, isJson);
    const { args } = declared;
    onExit(await command.run({ args, options: options as never, isJson, terminal, services, fail }));
  });
}
