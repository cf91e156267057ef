/** A thread that recomputes one thing and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { type RecomputeRequest, recompute } from './recompute-task.ts';

// oxlint-disable-next-line require-post-message-target-origin -- threads have no origin
parentPort?.postMessage(await recompute(workerData as RecomputeRequest));
