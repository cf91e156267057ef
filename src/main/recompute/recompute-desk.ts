/** Recomputations beside a running bot: each in a thread of its own, one at a time. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Result, err } from '../../domain/index.ts';
import { type Begun, RecomputeDesk, type RecomputeRefusal } from '../../runtime/index.ts';
import type { RecomputeRequest, RecomputeTask, Recomputed } from './recompute-task.ts';

type Outcome = Result<Recomputed, RecomputeRefusal>;

export type Desk = RecomputeDesk<RecomputeTask, Recomputed>;

/** Each is a part of a journal to be read, and people wait for it. */
const MOST_WAITING = 8;
/** What needs more is ended by itself, and not the whole process with it. */
const MOST_MEMORY_MB = 512;

export function createRecomputeDesk(
  databasePath: string,
  begin: (request: RecomputeRequest) => Begun<Outcome> = beginInThread,
): Desk {
  return new RecomputeDesk({
    begin: (task) => begin({ databasePath, isOpenInProcess: true, task }),
    mostWaiting: MOST_WAITING,
    later: (next, delayMs) => {
      const timer = setTimeout(next, delayMs);
      return () => clearTimeout(timer);
    },
  });
}

/** Beside the bundle that this file becomes a part of, or beside this file. */
function programOfThread(): URL {
  const built = new URL('./recompute-worker.js', import.meta.url);
  return existsSync(fileURLToPath(built)) ? built : new URL('./recompute-worker.ts', import.meta.url);
}

/** A machine that has no room for a thread is told of as well: whoever asked goes on. */
function beginInThread(request: RecomputeRequest): Begun<Outcome> {
  try {
    return begunIn(threadFor(request));
  } catch (error) {
    return { answer: Promise.resolve(failed(wordsOf(error))), end: async () => undefined };
  }
}

function threadFor(request: RecomputeRequest): Worker {
  return new Worker(programOfThread(), {
    workerData: request,
    // What strategies print was printed when they decided.
    stdout: true,
    stderr: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
}

function begunIn(worker: Worker): Begun<Outcome> {
  worker.stdout.resume();
  worker.stderr.resume();
  const answer = new Promise<Outcome>((resolve) => {
    worker.once('message', (outcome: Outcome) => resolve(outcome));
    worker.once('error', (error: unknown) => resolve(failed(wordsOf(error))));
    worker.once('exit', () => resolve(failed('its thread has ended')));
  });
  return {
    answer,
    end: async () => {
      await worker.terminate();
    },
  };
}

function failed(message: string): Outcome {
  return err({ code: 'failed', message: `it could not be recomputed: ${message}` });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
