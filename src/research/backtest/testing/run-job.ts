/** A thread that is told a job and its candles, and answers with what came out. */
import { parentPort, workerData } from 'node:worker_threads';
import { strategies } from '../../../core/strategies/index.ts';
import type { CandleColumns } from '../../../domain/index.ts';
import { type BacktestJob, runBacktestJob } from '../job.ts';
import { outcomeOf } from './outcome.ts';

const { job, columns } = workerData as { job: BacktestJob; columns: ReadonlyMap<string, CandleColumns> };
const named = new Map(strategies.map((strategy) => [strategy.name, strategy] as const));
const run = await runBacktestJob(job, { strategies: named, columns });
// oxlint-disable-next-line require-post-message-target-origin -- threads have no origin
parentPort?.postMessage(outcomeOf(run));
