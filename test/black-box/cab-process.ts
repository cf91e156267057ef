/** The real program in a process of its own, and what it is made of, with nothing of this machine's settings. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const CAB = new URL('../../src/main/cab.ts', import.meta.url);
const PAPER = new URL('paper-child.ts', import.meta.url);

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface LiveProcess {
  readonly child: ChildProcess;
  /** Resolves with `true` once stderr holds `text`, with `false` when the process ended without it. */
  hasSaid(text: string): Promise<boolean>;
  readonly ended: Promise<Ending>;
}

/** A folder that is gone when the test is over; the program's working folder. */
export function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cab-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

type Environment = Readonly<Record<string, string>>;

export function startCab(folder: string, args: readonly string[], environment: Environment = {}): LiveProcess {
  return start(CAB, folder, args, environment);
}

/** A paper run alone, without page and log. */
export function startPaper(folder: string, settings: Readonly<Record<string, string>>): LiveProcess {
  return start(PAPER, folder, [JSON.stringify(settings)], {});
}

function start(script: URL, folder: string, args: readonly string[], environment: Environment): LiveProcess {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', HOME: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
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
  const hasSaid = async (text: string): Promise<boolean> => {
    const said = new Promise<boolean>((resolve) => {
      const look = (): void => {
        if (stderr.includes(text)) resolve(true);
      };
      waiting.add(look);
      look();
    });
    return Promise.race([said, ended.then(({ stderr }) => stderr.includes(text))]);
  };
  return { child, hasSaid, ended };
}

/** Runs it to its end. */
export function cab(folder: string, args: readonly string[], environment?: Environment): Promise<Ending> {
  return startCab(folder, args, environment).ended;
}
