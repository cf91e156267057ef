/** The program. Only what must come first is loaded before it is known whether there is a bot to supervise. */
import { isSupervised, joinSupervisor, listenForStop, makePrivate, supervise, watchWrappers } from './process/index.ts';

const argv = process.argv.slice(2);
makePrivate(argv);

// Whoever reads our output may stop reading (`cab export journal | head`), or close the terminal; that is no reason to
// stop trading.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') process.exitCode = 74;
  });
}

/** Everything is closed by then: what still holds the process up is a leak, and not worth waiting for. */
const LINGER_MS = 3000;

process.exitCode = isToBeSupervised()
  ? await supervise({ argv, isOneDocument: argv.includes('--json'), tell })
  : await run();
setTimeout(() => process.exit(), LINGER_MS).unref();

/** A run that stays. One that ends by itself is watched by whoever waits for its result, one that is debugged by a person. */
function isToBeSupervised(): boolean {
  if (argv[0] !== 'run' || isSupervised()) return false;
  const isShort = ['--exit-when-done', '--no-supervisor', '--help', '-h'].some((flag) => argv.includes(flag));
  return !isShort && !process.execArgv.some((flag) => flag.startsWith('--inspect'));
}

async function run(): Promise<number> {
  if (argv[0] !== 'run') return (await import('./command-line.ts')).runCommandLine(argv, undefined);
  const stop = listenForStop();
  const supervision = isSupervised() ? await joinSupervisor(stop) : undefined;
  if (supervision === undefined) watchWrappers((by) => stop.request({ type: 'orphaned', by }));
  const { runCommandLine } = await import('./command-line.ts');
  return runCommandLine(argv, { stop, supervision });
}

/** Like the bot's own log lines, which stand around it. */
function tell(message: string): void {
  const time = new Date().toISOString();
  const line = process.stderr.isTTY
    ? `[${time}] ${message}`
    : JSON.stringify({ level: 'warn', time, part: 'supervisor', msg: message });
  process.stderr.write(`${line}\n`);
}
