/** The real program in a process of its own that does not outlive the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { CAB, type Ending, type LiveProcess, type ProgramOptions, startProcess } from './live-process.ts';

export { type Ending, type LiveProcess, botOf, botsOf, idOf, isAlive } from './live-process.ts';

const PAPER = fileURLToPath(new URL('paper-child.ts', import.meta.url));

/** A folder that is gone when the test is over; the program's working folder. */
export function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cab-'));
  // A bot whose supervisor was killed may write into it until it has noticed that.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
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

function start(script: string, folder: string, args: readonly string[], environment: Environment): LiveProcess {
  return startProgram(process.execPath, [script, ...args], { folder, environment });
}

/** Any program, for what starts ours. */
export function startProgram(program: string, args: readonly string[], options: ProgramOptions): LiveProcess {
  const life = startProcess(program, args, options);
  onTestFinished(() => void life.child.kill('SIGKILL'));
  return life;
}

/** Runs it to its end. */
export function cab(folder: string, args: readonly string[], environment?: Environment): Promise<Ending> {
  return startCab(folder, args, environment).ended;
}
