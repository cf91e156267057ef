/**
 * Starts the bot as a process of its own and starts it again after a crash. Everything else is the bot's: its signals,
 * its output, its exit code. Loads next to nothing, so that there is next to nothing that could crash here.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EXIT_CODES } from '../../delivery/cli/exit-codes.ts';
import { botEnvironment } from './environment.ts';
import type { Begin, Report, RestartNote } from './messages.ts';
import { RestartPolicy } from './restart-policy.ts';
import { ECHO_MS, SignalEcho } from './signal-echo.ts';
import { STOP_SIGNALS, codeOfSignal } from './signals.ts';
import { watchWrappers } from './wrappers.ts';

/** The end of one life of the bot. */
interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
}

/** Done, wrong use, wrong input, held by another bot, wrong settings: another start changes none of it. */
const FINAL_CODES: ReadonlySet<number | null> = new Set([0, 64, 65, 75, 78]);
export interface SuperviseOptions {
  /** The command line of the bot. */
  readonly argv: readonly string[];
  /** What stands on stdout is one document: only that of the last life is let through. */
  readonly isOneDocument: boolean;
  readonly tell: (message: string) => void;
}

/** Resolves with the exit code once the bot has ended for good. */
export async function supervise({ argv, isOneDocument, tell }: SuperviseOptions): Promise<number> {
  const signals = listen();
  const stopWatching = watchWrappers((gone) => {
    tell(`${gone} is gone, which started the bot; stopping`);
    signals.take('SIGTERM');
  });
  let policy: RestartPolicy | undefined;
  let restart: RestartNote | undefined;
  try {
    for (;;) {
      const ending = await live({
        argv,
        isOneDocument,
        signals,
        restart,
        onStarted: (limit) => (policy ??= new RestartPolicy(limit)),
      });
      const isCrash = policy !== undefined && isUnasked(ending) && !signals.isStopping;
      const next = isCrash ? policy?.next(performance.now()) : undefined;
      const after = describe(ending);
      if (next === undefined || policy === undefined) {
        if (isCrash && (policy?.limit ?? 0) > 0) {
          tell(
            `the bot crashed (${after}); it was restarted ${policy?.limit} times within an hour and is not any more`,
          );
        }
        process.stdout.write(ending.stdout);
        return exitCodeOf(ending);
      }
      const { limit } = policy;
      tell(
        `the bot crashed (${after}); it is restarted in ${next.waitMs / 1000} s (${next.count} of at most ${limit} in an hour)`,
      );
      restart = { count: next.count, limit, after };
      if (await signals.stopWithin(next.waitMs)) return 0;
    }
  } finally {
    stopWatching();
  }
}

interface Life extends Omit<SuperviseOptions, 'tell'> {
  readonly signals: Signals;
  readonly restart: RestartNote | undefined;
  readonly onStarted: (restartLimit: number) => void;
}

function live({ argv, isOneDocument, signals, restart, onStarted }: Life): Promise<Ending> {
  const { secrets, plain } = botEnvironment();
  const flags = [...new Set([...process.execArgv, '--disable-sigusr1'])];
  const child = spawn(process.execPath, [...flags, process.argv[1] ?? '', ...argv], {
    env: plain,
    stdio: ['inherit', isOneDocument ? 'pipe' : 'inherit', 'inherit', 'ipc'],
  });
  const { promise, resolve } = Promise.withResolvers<Ending>();
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.on('message', (report: Report) => {
    if (report.type === 'heard') signals.heard(report.signal);
    else onStarted(report.restartLimit);
  });
  child.on('error', (error) => {
    if (child.pid !== undefined) return;
    process.stderr.write(`the bot cannot be started: ${error.message}\n`);
    resolve({ code: EXIT_CODES.software, signal: null, stdout });
  });
  // Not at `exit`: what it printed last may still be on its way.
  child.on('close', (code, signal) => resolve({ code, signal, stdout }));
  const begin: Begin = { type: 'begin', secrets, ...(restart && { restart }) };
  child.send(begin, () => undefined);
  signals.passTo(child);
  return promise;
}

/** Neither an answer that is final nor a signal by which somebody asked that very process to stop. */
function isUnasked({ code, signal }: Ending): boolean {
  return signal === null ? !FINAL_CODES.has(code) : !STOP_SIGNALS.includes(signal) && signal !== 'SIGHUP';
}

function describe({ code, signal }: Ending): string {
  return signal ?? `code ${code}`;
}

function exitCodeOf({ code, signal }: Ending): number {
  return signal === null ? (code ?? EXIT_CODES.software) : codeOfSignal(signal);
}

type Signals = ReturnType<typeof listen>;

/** Every signal goes to the bot, and to one that a terminal has told it is not repeated. */
function listen() {
  let child: ChildProcess | undefined;
  let isStopping = false;
  let echo = new SignalEcho();
  const stopped = Promise.withResolvers<true>();
  const take = (signal: NodeJS.Signals): void => {
    if (signal !== 'SIGHUP') {
      isStopping = true;
      stopped.resolve(true);
    }
    const takenMs = performance.now();
    setTimeout(() => {
      if (!echo.has(signal, takenMs) && child?.kill(signal) === true) echo.passedOn(signal);
    }, ECHO_MS);
  };
  for (const signal of [...STOP_SIGNALS, 'SIGHUP'] as const) process.on(signal, take);
  process.on('SIGUSR1', () => undefined);
  return {
    take,
    get isStopping() {
      return isStopping;
    },
    passTo: (next: ChildProcess): void => {
      child = next;
      echo = new SignalEcho();
    },
    heard: (signal: NodeJS.Signals): void => echo.heard(signal, performance.now()),
    /** Waits, and says whether a stop was asked for meanwhile. */
    stopWithin: async (ms: number): Promise<boolean> => {
      const timer = Promise.withResolvers<false>();
      const handle = setTimeout(() => timer.resolve(false), ms);
      const isStopped = await Promise.race([stopped.promise, timer.promise]);
      clearTimeout(handle);
      return isStopped;
    },
  };
}
