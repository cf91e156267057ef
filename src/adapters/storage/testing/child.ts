import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

export interface Child {
  readonly pid: number;
  /** The next line it prints; `undefined` once it has ended. */
  nextLine(): Promise<string | undefined>;
  /** Kill -9; returns what it printed and nobody has read. */
  kill(): Promise<string[]>;
}

/** Runs a file of this folder in a process of its own, which does not outlive the test. */
export function startChild(file: string, ...options: string[]): Child {
  const script = fileURLToPath(new URL(file, import.meta.url));
  return startProgram([process.execPath, script, ...options]);
}

/** The same for any command line. */
export function startProgram([program = '', ...options]: readonly string[], environment = process.env): Child {
  const child: ChildProcess = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'], env: environment });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  return {
    pid: child.pid as number,
    async nextLine() {
      const line = await lines.next();
      return line.done === true ? undefined : line.value;
    },
    async kill() {
      child.kill('SIGKILL');
      const rest: string[] = [];
      for (let line = await lines.next(); line.done !== true; line = await lines.next()) rest.push(line.value);
      await ended;
      return rest;
    },
  };
}
