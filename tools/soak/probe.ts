/** Loaded into the bot by a soak: now and then collects garbage and writes down what is left, a line of JSON each. */
import { appendFileSync, readdirSync } from 'node:fs';

export interface Sample {
  readonly timeMs: number;
  /** Heap and what hangs on it, after collection. */
  readonly usedBytes: number;
  readonly residentBytes: number;
  readonly descriptors: number;
  /** Timers, sockets and the like that are at work. */
  readonly handles: number;
}

const { SOAK_FILE: file, SOAK_INTERVAL_MS: intervalMs } = process.env;

function sample(): Sample {
  // Once is not enough for what the runtime keeps as long as there is room, as code that was compiled.
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    timeMs: Date.now(),
    usedBytes: heapUsed + external,
    residentBytes: rss,
    descriptors: readdirSync('/proc/self/fd').length,
    handles: process.getActiveResourcesInfo().length,
  };
}

if (file !== undefined) {
  setInterval(() => appendFileSync(file, `${JSON.stringify(sample())}\n`), Number(intervalMs)).unref();
}
