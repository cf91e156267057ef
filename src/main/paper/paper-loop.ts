import { systemClock } from '../../adapters/clock.ts';
import {
  type BotBus,
  type CandleWindow,
  type Checkpointer,
  FeedSource,
  PauseWatch,
  type RecentDecisions,
  RunLoop,
  type SimulatedRun,
  type StorageGuard,
} from '../../runtime/index.ts';
import type { Settings } from '../settings/index.ts';
import type { ArchiveKeeper } from './archive-keeper.ts';
import type { PaperFeed } from './feed.ts';
import type { PaperMeters } from './meters.ts';
import { tapFeed } from './tap-feed.ts';

/** The loop that takes a paper run's market through it, and what is looked at after each round. */
export function createPaperLoop(parts: {
  readonly run: SimulatedRun;
  readonly market: PaperFeed;
  readonly settings: Settings;
  readonly guard: StorageGuard;
  readonly bus: BotBus;
  readonly meters: PaperMeters;
  readonly decisions: RecentDecisions;
  readonly windows: readonly CandleWindow[];
  readonly checkpointer: Checkpointer;
  readonly archive: ArchiveKeeper;
}): RunLoop {
  const { run, market, settings, guard, bus, meters, decisions, windows, checkpointer, archive } = parts;
  const { engine, writer, driver } = run;
  const { feed, clock, isPaced } = market;
  const tapped = tapFeed(feed, (item) => windows[item.instrument]?.push(item.candle), engine.view);
  return new RunLoop({
    source: new FeedSource(tapped, driver),
    writer,
    clock,
    isTimerNeeded: () => engine.awaitsClock,
    ...(isPaced
      ? {
          timerIntervalMs: settings.exits.exitsIntervalMs * settings.simulation.speed,
          pauses: new PauseWatch(systemClock),
        }
      : {}),
    onRound: (items, durationMs) => {
      bus.publish('FlowFinished', { items, durationMs, sequence: writer.sequence });
      meters.measured('flow', durationMs);
      guard.tend();
      if (!writer.isWaiting) checkpointer.tend();
      archive.tend();
      if (!isPaced) decisions.record();
    },
  });
}
