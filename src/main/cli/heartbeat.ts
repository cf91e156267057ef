/** A file that an outside watcher reads: when its time stands still, the process is dead or stuck. */
import { join } from 'node:path';
import type { Logger } from '../../ports/index.ts';
import { writeOutput } from './write-output.ts';

export interface HeartbeatOptions {
  readonly directory: string;
  readonly intervalMs: number;
  readonly sequence: () => number;
  readonly marketTimeMs: () => number;
  readonly logger: Logger;
}

export interface Heartbeat {
  /** Says in the file that the silence from here on is meant. */
  stop(status: 'stopped' | 'failed'): Promise<void>;
}

export async function startHeartbeat(options: HeartbeatOptions): Promise<Heartbeat> {
  const { directory, intervalMs, logger } = options;
  const path = join(directory, 'heartbeat.json');
  let hasFailed = false;
  let writing: Promise<void> = Promise.resolve();

  function beat(status: 'running' | 'stopped' | 'failed'): Promise<void> {
    const timeMs = Date.now();
    const contents = {
      status,
      pid: process.pid,
      time: new Date(timeMs).toISOString(),
      timeMs,
      intervalMs,
      sequence: options.sequence(),
      marketTimeMs: options.marketTimeMs(),
    };
    writing = writing
      .then(() => writeOutput(path, `${JSON.stringify(contents)}\n`))
      .then(
        () => {
          hasFailed = false;
        },
        (error: unknown) => {
          if (!hasFailed) logger.warn({ error, path }, 'the heartbeat file cannot be written');
          hasFailed = true;
        },
      );
    return writing;
  }

  await beat('running');
  const timer = setInterval(() => void beat('running'), intervalMs);
  timer.unref();
  return {
    stop: (status) => {
      clearInterval(timer);
      return beat(status);
    },
  };
}
