/** A program in a process of its own, with nothing of this machine's settings, and what it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The real program. */
export const CAB = fileURLToPath(new URL('../../src/main/cab.ts', import.meta.url));

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface LiveProcess {
  readonly child: ChildProcess;
  /** Resolves with `true` once stderr holds `text` so many times, with `false` when the process ended without it. */
  hasSaid(text: string, times?: number): Promise<boolean>;
  /** What it has said so far on stderr. */
  readonly said: () => string;
  readonly ended: Promise<Ending>;
}

export interface ProgramOptions {
  /** Of its settings and its home. */
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it works, if not there. */
  readonly cwd?: string;
  /** Whether there is something to read, which never comes. */
  readonly hasInput?: boolean;
}

/** Any program, for what starts ours. */
export function startProcess(
  program: string,
  args: readonly string[],
  { folder, environment = {}, cwd = folder, hasInput = false }: ProgramOptions,
): LiveProcess {
  const child = spawn(program, args, {
    cwd,
    env: { PATH: '/usr/bin:/bin', HOME: folder, ...environment },
    stdio: [hasInput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  const waiting = new Set<() => void>();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const look of waiting) look();
  });
  const ended = new Promise<Ending>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const hasSaid = async (text: string, times = 1): Promise<boolean> => {
    const isSaid = (all: string): boolean => all.split(text).length > times;
    const said = new Promise<boolean>((resolve) => {
      const look = (): void => {
        if (isSaid(stderr)) resolve(true);
      };
      waiting.add(look);
      look();
    });
    return Promise.race([said, ended.then(({ stderr }) => isSaid(stderr))]);
  };
  return { child, hasSaid, said: () => stderr, ended };
}

/** The process ids of the bots that have said that they run, oldest first. */
export function botsOf(life: LiveProcess): readonly number[] {
  return [...life.said().matchAll(/"pid":(\d+),[^\n]*"msg":"run started"/g)].map(([, pid]) => Number(pid));
}

/** The bot that runs at present, by its process id; 0 would mean everybody. */
export function botOf(life: LiveProcess): number {
  const bot = botsOf(life).at(-1);
  if (bot === undefined) throw new Error(`no bot has said that it runs: ${life.said()}`);
  return bot;
}

/** The id of the process that was started. */
export function idOf(life: LiveProcess): number {
  if (life.child.pid === undefined) throw new Error('it could not be started');
  return life.child.pid;
}

/** Whether the process is there; one that has ended and was not asked for its end is not. */
export function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** Stops the process and returns once none of its threads runs any more; SIGCONT lets it go on. */
export async function freeze(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  const states = (): string[] =>
    readdirSync(`/proc/${pid}/task`).map((thread) => {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'latin1');
      return stat.charAt(stat.lastIndexOf(') ') + 2);
    });
  while (!states().every((state) => state === 'T')) await delay(1);
}
