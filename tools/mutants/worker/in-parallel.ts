/** Hands items to `jobs` workers until none is left. A worker is started when it is needed and replaced when it is gone. */
import { type Instrumented, type Outcome, WorkerProcess } from './worker-process.ts';
import type { Task } from './messages.ts';

/** Performs a task on a worker that may be told to be a new one. */
export type Perform = (task: Task, isNew?: 'new') => Promise<Outcome>;

/** Modules that were loaded anew are never forgotten; a worker that grew beyond this makes place for another. */
const REPLACE_ABOVE_MB = 1400;

export async function inParallel<T>(
  items: readonly T[],
  jobs: number,
  instrumented: Instrumented,
  handle: (item: T, perform: Perform) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, work));

  async function work(): Promise<void> {
    let worker: WorkerProcess | undefined;
    const perform: Perform = async (task, isNew) => {
      if (isNew) discard();
      worker ??= await WorkerProcess.start(instrumented);
      const outcome = await worker.perform(task);
      const isGone = outcome.type === 'endless' || outcome.type === 'ended';
      if (isGone || (outcome.type === 'judged' && outcome.heapMb > REPLACE_ABOVE_MB)) discard();
      return outcome;
    };
    const discard = (): void => {
      worker?.stop();
      worker = undefined;
    };
    try {
      while (next < items.length) {
        const item = items[next] as T;
        next += 1;
        await handle(item, perform);
      }
    } finally {
      discard();
    }
  }
}
