import { MemoryJournal } from '../../src/adapters/storage/memory-journal.ts';
import type { EngineObserver } from '../../src/core/engine/index.ts';
import { type Candle, type Command, decimal } from '../../src/domain/index.ts';
import { type EntryCursor, type SimulatedRun, createSimulatedRun, runStarted } from '../../src/runtime/index.ts';
import { START_MS } from './build.ts';
import type { RandomWorld } from './random-world.ts';

export interface PlayedWorld {
  readonly run: SimulatedRun;
  readonly journal: MemoryJournal;
  readonly commands: readonly Command[];
}

/**
 * Plays the world's first `count` intervals; `afterInterval` sees the run between candles. At a pace each open is told
 * when its interval begins, and the candle when it has closed.
 */
export function playWorld(
  world: RandomWorld,
  options: {
    readonly count?: number;
    readonly isPaced?: boolean;
    readonly observer?: EngineObserver;
    readonly keepsFacts?: boolean;
    readonly cursor?: EntryCursor;
    readonly afterInterval?: (run: SimulatedRun) => void;
  } = {},
): PlayedWorld {
  const journal = new MemoryJournal();
  const commands: Command[] = [];
  const balances = { USDT: decimal('10000') };
  const run = createSimulatedRun({
    settings: world.settings,
    simulation: world.simulation,
    instruments: world.instruments,
    balances,
    journal,
    ...(options.cursor ? { cursor: options.cursor } : {}),
    ...(options.keepsFacts ? { keepsFacts: true } : {}),
    ...(options.observer ? { observer: options.observer } : {}),
    onCommand: (command) => commands.push(command),
  });
  const identity = { mode: 'test', commit: 'test', configHash: 'test', seed: 1, runId: 'c0' };
  run.writer.handle(runStarted(identity, world.instruments, balances), START_MS);
  const most = options.count ?? world.candles[0]?.length ?? 0;
  for (let at = 0; at < most; at += 1) {
    const candles = world.instruments.map(({ id }) => [id, world.candles[id]?.[at]] as const);
    for (const [id, candle] of candles) if (candle && options.isPaced) run.driver.open(id, justOpened(candle));
    for (const [id, candle] of candles) if (candle) run.driver.close(id, candle);
    run.driver.flush();
    options.afterInterval?.(run);
  }
  return { run, journal, commands };
}

export function justOpened({ openTimeMs, open }: Candle): Candle {
  return { openTimeMs, open, high: open, low: open, close: open, volume: 0 };
}
