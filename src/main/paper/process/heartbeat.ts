/** A file that an outside watcher reads: when its time stands still, the process is dead or stuck. */
import { join } from 'node:path';
import { systemClock } from '../../../adapters/clock.ts';
import { writeOutput } from '../../../adapters/output-files.ts';
import type { Logger } from '../../../ports/index.ts';

export interface HeartbeatOptions {
  readonly directory: string;
  readonly intervalMs: number;
  readonly sequence: () => number;
  readonly marketTimeMs: () => number;
  readonly logger: Logger;
}

type Status = 'running' | 'stopped' | 'failed';

export interface Heartbeat {
  /** Says in the file that the silence from here on is meant. */
  stop(status: 'stopped' | 'failed'): Promise<void>;
}

export async function startHeartbeat(options: HeartbeatOptions): Promise<Heartbeat> {
  const { directory, intervalMs, logger } = options;
  const path = join(directory, 'heartbeat.json');
  let hasFailed = false;
  let writing: Promise<void> = Promise.resolve();

  function beat(status: Status): Promise<void> {
    writing = writing.then(() => write(status));
    return writing;
  }

  async function write(status: Status): Promise<void> {
    try {
      await writeOutput(path, `${JSON.stringify(signOfLife(status, options))}\n`);
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) logger.warn({ error, path }, 'the heartbeat file cannot be written');
      hasFailed = true;
    }
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

function signOfLife(status: Status, { intervalMs, sequence, marketTimeMs }: HeartbeatOptions): object {
  const timeMs = systemClock.nowMs();
  return {
    status,
    pid: process.pid,
    time: new Date(timeMs).toISOString(),
    timeMs,
    intervalMs,
    sequence: sequence(),
    marketTimeMs: marketTimeMs(),
  };
}
