import { setTimeout as delay } from 'node:timers/promises';
import type { PaperServer } from './paper-server.ts';

const DEADLINE_MS = 30_000;

/** Waits for the simulated market to have led to fills of both symbols, which takes a second or two at full speed. */
export async function untilTraded({ run }: PaperServer): Promise<void> {
  const startedMs = performance.now();
  for (;;) {
    const instruments = new Set((await run.bot.reader.fills({ limit: 1000 })).map((fill) => fill.instrument));
    if (instruments.size >= 2) return;
    if (performance.now() - startedMs > DEADLINE_MS)
      throw new Error(`no fills of both symbols within ${DEADLINE_MS} ms`);
    await delay(50);
  }
}
