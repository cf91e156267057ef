import type { Command } from 'commander';
import { type CommandFailure, reportFailure } from './command-failure.ts';
import type { CliServices, ServiceLoaders, ServiceName } from './services.ts';
import type { Terminal } from './terminal.ts';

export interface CliContext {
  readonly version: string;
  readonly terminal: Terminal;
  readonly services: ServiceLoaders;
}

/** What an action is given. */
export interface Invocation<Options, Needed extends ServiceName = never> {
  readonly args: readonly string[];
  readonly options: Options;
  readonly isJson: boolean;
  readonly terminal: Terminal;
  /** Those that the command declares. */
  readonly services: Pick<CliServices, Needed>;
  /** Tells the failure and gives its exit code. */
  readonly fail: (failure: CommandFailure) => number;
}

/** One command: how it is called, what it needs, what it does, what it exits with. */
export interface CliCommand<Options = never, Needs extends readonly ServiceName[] = readonly ServiceName[]> {
  /** Groups come first: `config show`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Whole command lines, shown as they can be pasted. */
  readonly examples: readonly string[];
  /** Meaning of exit codes other than 0 and 64, for scripts. */
  readonly exits?: string;
  /** Loaded before the action; nothing else is. */
  readonly needs: Needs;
  /** Adds arguments and options; `--json` is there already. */
  configure(command: Command): void;
  /** Resolves with the exit code. */
  readonly run: (invocation: Invocation<Options, Needs[number]>) => Promise<number>;
}

/** Keeps options and services of a command typed inside it and unknown outside. */
export function defineCommand<Options, const Needs extends readonly ServiceName[]>(
  command: CliCommand<Options, Needs>,
): CliCommand {
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
    const { terminal } = context;
    const fail = (failure: CommandFailure): number => reportFailure(terminal, failure, isJson);
    const { args } = declared;
    const services = await loadServices(command.needs, context.services);
    onExit(await command.run({ args, options: options as never, isJson, terminal, services, fail }));
  });
}

/** An object with nothing but the services of these names. */
async function loadServices(needs: readonly ServiceName[], loaders: ServiceLoaders): Promise<CliServices> {
  const loaded = await Promise.all(needs.map(async (name) => [name, await loaders[name]()] as const));
  return Object.fromEntries(loaded) as unknown as CliServices;
}
