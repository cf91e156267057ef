/** A thread beside the tests: ends the process when the runner is gone, even while a mutant loops without end. */
import { Worker } from 'node:worker_threads';

const EVERY_MS = 2000;

export function endWithParent(): void {
  const parent = process.ppid;
  const program = `setInterval(() => {
    if (process.ppid !== ${parent}) process.kill(process.pid, 'SIGKILL');
  }, ${EVERY_MS});`;
  new Worker(program, { eval: true }).unref();
}
