import type { CommandResult, PerfRequest, PerfSummary } from '../../delivery/cli/index.ts';
import { openProjectionReader } from '../../adapters/storage/index.ts';
import { err, formatDecimal, ok, toSignal } from '../../domain/index.ts';
import { type ProjectionReader, StorageFailure } from '../../ports/index.ts';
import { allRows } from './all-rows.ts';
import { databasePathOr } from './open-recorded.ts';
import { storageProblem } from './storage-problem.ts';

const DAY_MS = 86_400_000;

export async function perf({ databasePath, days }: PerfRequest): Promise<CommandResult<PerfSummary>> {
  const path = databasePathOr(databasePath);
  if (!path.ok) return path;
  const reader = openProjectionReader(path.value);
  if (!reader.ok) return err(storageProblem(reader.error));
  try {
    return ok(summarize(reader.value, days));
  } catch (error) {
    if (error instanceof StorageFailure) return err(storageProblem(error));
    throw error;
  } finally {
    reader.value.close();
  }
}

function summarize(reader: ProjectionReader, days: number): PerfSummary {
  const instruments = new Map(reader.instruments().map((instrument) => [instrument.id, instrument]));
  const newest = reader.equity({ points: 2 }).at(-1);
  // Simulated and replayed markets live in a time of their own: today is where their equity was last seen.
  const fromMs = Math.floor((newest?.timeMs ?? Date.now()) / DAY_MS) * DAY_MS - (days - 1) * DAY_MS;
  // The last sample of the day before is where the day began.
  const before = reader.equity({ toMs: fromMs, points: 2 }).at(-1) ?? reader.equity({ fromMs, points: 2 })[0];
  const trips = [...allRows((page) => reader.roundTrips({ fromMs, ...page }))];
  const [equity, startEquity] = [newest?.equity, before?.equity];
  return {
    quote: instruments.values().next().value?.quote ?? '',
    fromMs,
    toMs: newest?.timeMs,
    startEquity,
    equity,
    pnl: equity === undefined || startEquity === undefined ? undefined : equity - startEquity,
    roundTrips: trips.length,
    won: trips.filter((trip) => trip.netPnl > 0n).length,
    netPnl: trips.reduce((sum, trip) => sum + toSignal(trip.netPnl), 0),
    fees: trips.reduce((sum, trip) => sum + toSignal(trip.fees), 0),
    fills: [...allRows((page) => reader.fills({ fromMs, ...page }))].length,
    denials: reader.denialCounts({ fromMs }).map(({ code, count }) => ({ code, count })),
    trips: trips.map((trip) => ({
      symbol: instruments.get(trip.instrument)?.symbol ?? String(trip.instrument),
      strategy: trip.strategy,
      entryTimeMs: trip.entryTimeMs,
      exitTimeMs: trip.exitTimeMs,
      netPnl: formatDecimal(trip.netPnl),
      returnRatio: trip.returnRatio,
      exitReason: trip.exitReason,
    })),
  };
}
