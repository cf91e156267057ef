/** A world played by the loop or as a backtest, on any journal, with everything that left on record. */
import { MINUTE, START_MS } from '../support/build.ts';
import { toColumns } from '../support/synthetic-candles.ts';
import type { SimulationSettings } from '../../src/core/simulation/index.ts';
import type { EngineObserver, EngineSettings } from '../../src/core/engine/index.ts';
import { type Candle, type Command, type Decimal, type Instrument, canonicalJson } from '../../src/domain/index.ts';
import type { Journal, MarketFeed } from '../../src/ports/index.ts';
import { createFileFeed } from '../../src/runtime/feeds/index.ts';
import {
  FeedSource,
  RunLoop,
  type SimulatedRun,
  createEntryCursor,
  createSimulatedRun,
  runStarted,
} from '../../src/runtime/index.ts';

export interface PlayableWorld {
  readonly settings: EngineSettings;
  readonly simulation: SimulationSettings;
  readonly instruments: readonly Instrument[];
  readonly balances: Readonly<Record<string, Decimal>>;
  readonly candles: readonly (readonly Candle[])[];
}

export const IDENTITY = { mode: 'test', commit: 'test', configHash: 'test', seed: 1, runId: 'c0' };

/** What left, in order, and what was wrong about it. */
export interface Departures {
  readonly commands: string[];
  /** Orders that left before the entry that led to them would have survived a power cut. */
  readonly early: string[];
}

export interface Started extends Departures {
  readonly run: SimulatedRun;
}

/** A run whose every command is looked at as it leaves. */
function startedRun(world: PlayableWorld, journal: Journal): Started {
  const cursor = createEntryCursor();
  const sequences = new Map<string, number>();
  const observer: EngineObserver = {
    orderChanged: ({ request, status }) => {
      if (status === 'submitted') sequences.set(request.clientOrderId, cursor.sequence);
    },
  };
  const commands: string[] = [];
  const early: string[] = [];
  const onCommand = (command: Command): void => {
    commands.push(canonicalJson(command));
    if (command.type !== 'submitOrder') return;
    const { clientOrderId } = command.order;
    const sequence = sequences.get(clientOrderId) ?? Number.POSITIVE_INFINITY;
    if (journal.durable < sequence) early.push(`${clientOrderId} of entry ${sequence} at ${journal.durable}`);
  };
  const { settings, simulation, instruments, balances } = world;
  const given = { settings, simulation, instruments, balances, journal, cursor, observer, onCommand };
  const run = createSimulatedRun(given);
  run.writer.handle(runStarted(IDENTITY, instruments, balances), START_MS);
  return { run, commands, early };
}

/** Every interval's beginnings and ends, or candles alone. */
export function feedOfWorld({ candles }: PlayableWorld, hasOpens: boolean): MarketFeed {
  return createFileFeed({
    files: candles.map((series, instrument) => ({ instrument, columns: toColumns(series) })),
    intervalMs: MINUTE,
    warmUpCandles: 3,
    speed: hasOpens ? 1000 : Number.POSITIVE_INFINITY,
  });
}

/** The loop, its clock far behind the last candle, its rounds of as many looks at the clock as `roundLooks` says. */
export async function playedByLoop(
  world: PlayableWorld,
  journal: Journal,
  { hasOpens, roundLooks = 1000 }: { readonly hasOpens: boolean; readonly roundLooks?: number },
): Promise<Started> {
  const started = startedRun(world, journal);
  const { driver, writer } = started.run;
  const intervals = world.candles[0]?.length ?? 0;
  let looks = 0;
  const clock = { nowMs: () => START_MS + (intervals + 100) * MINUTE, monotonicMs: () => (looks += 1) };
  const source = new FeedSource(feedOfWorld(world, hasOpens), driver);
  const loop = new RunLoop({ source, writer, clock, roundMs: roundLooks });
  await loop.run();
  await loop.stop();
  return started;
}
