import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export interface Options {
  /** Part of the paths to try; empty for all. */
  readonly only: string;
  readonly isFresh: boolean;
  readonly jobs: number;
  readonly isList: boolean;
  /** Nothing more is tried: the page is written of what earlier runs have found. */
  readonly isKnownOnly: boolean;
}

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      fresh: { type: 'boolean', default: false },
      jobs: { type: 'string', default: String(Math.min(2, availableParallelism())) },
      list: { type: 'boolean', default: false },
      known: { type: 'boolean', default: false },
    },
  });
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error(`--jobs takes a number of processes, not ${values.jobs}`);
  return { only: values.only, isFresh: values.fresh, jobs, isList: values.list, isKnownOnly: values.known };
}
