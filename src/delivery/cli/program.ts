import { Command, CommanderError } from 'commander';
import { type CliContext, addCommand } from './command.ts';
import { reportFailure } from './command-failure.ts';
import { commandGroups, commands } from './commands/index.ts';
import { EXIT_CODES } from './exit-codes.ts';

/** Runs one command line (without node and script) and resolves with the exit code. */
export async function runCli(argv: readonly string[], context: CliContext): Promise<number> {
  const { terminal } = context;
  let exitCode: number = EXIT_CODES.ok;
  let complaint = '';
  const program = createProgram(context, {
    onExit: (code) => {
      exitCode = code;
    },
    onComplaint: (text) => {
      complaint += text;
    },
  });
  try {
    if (argv.length === 0) program.help();
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT_CODES.ok;
    // A group alone asks for its help; that is not a mistake.
    if (complaint === '') return argv.length === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
    const problem = withoutSecrets(complaint.trim().replace(/^error: /, ''), argv);
    const next = `${helpFor(program, argv)} shows how it is used, with examples`;
    return reportFailure(terminal, { kind: 'usage', problems: [problem], next }, argv.includes('--json'));
  }
}

interface Listeners {
  readonly onExit: (exitCode: number) => void;
  /** What the parser says is wrong with the command line. */
  readonly onComplaint: (text: string) => void;
}

function createProgram(context: CliContext, { onExit, onComplaint }: Listeners): Command {
  const { terminal, version } = context;
  const program = new Command('cab');
  program
    .description(
      'Trades crypto spot markets by itself: on paper from the first minute, backtests with the same engine.',
    )
    .version(version, '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text),
      writeErr: (text) => terminal.error(text),
      outputError: onComplaint,
    })
    .addHelpText('after', FIRST_STEPS);
  const groups = new Map<string, Command>();
  for (const command of commands) {
    const [first = '', second] = command.name.split(' ');
    if (second !== undefined && !groups.has(first)) {
      groups.set(first, program.command(first).description(commandGroups[first] ?? ''));
    }
    addCommand(groups.get(first) ?? program, command, context, onExit);
  }
  return program;
}

const FIRST_STEPS = `
First steps:
  $ cab run                                  trade on paper on a simulated market; the page opens on port 8000
  $ cab backtest data/btc_1h.csv             what the default strategy would have done
  $ cab config show                          every setting, its value and where it is from
`;

/** A word as keys are made: neither a path nor a phrase. */
const LOOKS_LIKE_A_KEY = /^(?=.*\d)[\w+/=:-]{20,}$/;

/** The parser quotes what it does not understand, which may be a secret that was meant for a setting. */
function withoutSecrets(complaint: string, argv: readonly string[]): string {
  let told = complaint;
  for (const [at, word] of argv.entries()) {
    const isSetting = argv[at - 1] === '--set' || word.startsWith('--set=');
    const quoted = isSetting ? word.replace(/^--set=/, '') : word;
    const name = (isSetting ? /^\s*[A-Z][A-Z0-9_]*(?=\W)/ : /^-*[\w-]*=/).exec(quoted)?.[0] ?? '';
    if (!isSetting && name === '' && !LOOKS_LIKE_A_KEY.test(quoted)) continue;
    const masked = `'${name}[redacted]'`;
    told = told.replaceAll(`'${quoted}'`, () => masked);
  }
  return told;
}

/** The help of the deepest command that the line names. */
function helpFor(program: Command, argv: readonly string[]): string {
  let command = program;
  let line = 'cab';
  for (const word of argv) {
    const found = command.commands.find((candidate) => candidate.name() === word);
    if (!found) break;
    command = found;
    line += ` ${word}`;
  }
  return `${line} --help`;
}
