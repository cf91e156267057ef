import { spawn } from 'node:child_process';

export interface CommandRun {
  /** From the start of the process to the last thing it printed. */
  readonly ms: number;
  readonly stdout: string;
}

/**
 * Runs a command line program to its end.
 * @throws Error with the end of what it complained about when it fails.
 */
export function runCommand([program, ...args]: readonly [string, ...string[]]): Promise<CommandRun> {
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    const startedMs = performance.now();
    let printedMs = startedMs;
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => {
      printedMs = performance.now();
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve({ ms: printedMs - startedMs, stdout });
      else reject(new Error(`${program} ended with ${code}: ${stderr.trim().slice(-400)}`));
    });
  });
}
