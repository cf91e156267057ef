/** A worker as the runner sees it: one task at a time, each step with a deadline. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Reply, Setup, Task } from './messages.ts';

const PROGRAM = fileURLToPath(new URL('worker.ts', import.meta.url));
const HEAP_MB = 2048;
const SETUP_ALLOWED_MS = 60_000;
/** Measuring a whole file is one step. */
const MEASURE_ALLOWED_MS = 300_000;

export type Instrumented = Readonly<Record<string, string>>;
/** `endless`: the step outlived its deadline; `ended`: the process died in it. The worker is gone after both. */
export type Outcome = Reply | { readonly type: 'endless' | 'ended'; readonly what: string };

export class WorkerProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(instrumented: Instrumented): Promise<WorkerProcess> {
    const execArgv = ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${HEAP_MB}`];
    const child = fork(PROGRAM, { execArgv, serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const worker = new WorkerProcess(child);
    const { type } = await worker.#ask({ type: 'setup', instrumented }, SETUP_ALLOWED_MS);
    if (type !== 'ready') throw new Error('a worker did not start');
    return worker;
  }

  perform(task: Task): Promise<Outcome> {
    return this.#ask(task, MEASURE_ALLOWED_MS);
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }

  #ask(message: Setup | Task, allowedMs: number): Promise<Outcome> {
    return new Promise((resolve) => {
      let what = message.type as string;
      let timer = setTimeout(giveUp, allowedMs, this.#child);
      const finish = (outcome: Outcome): void => {
        clearTimeout(timer);
        this.#child.removeAllListeners();
        resolve(outcome);
      };
      function giveUp(child: ChildProcess): void {
        child.kill('SIGKILL');
        finish({ type: 'endless', what });
      }
      this.#child.once('exit', () => finish({ type: 'ended', what }));
      this.#child.on('message', (reply: Reply) => {
        if (reply.type !== 'step') return finish(reply);
        clearTimeout(timer);
        what = reply.what;
        timer = setTimeout(giveUp, reply.allowedMs, this.#child);
      });
      this.#child.send(message);
    });
  }
}
