import type { CommandResult, PerfRequest, PerfSummary } from '../../delivery/cli/index.ts';
import { systemClock } from '../../adapters/clock.ts';
import { openProjectionReader } from '../../adapters/storage/index.ts';
import { type Instrument, err, formatDecimal, ok, toSignal } from '../../domain/index.ts';
import { type ProjectionReader, StorageFailure } from '../../ports/index.ts';
import { allRows } from './all-rows.ts';
import { openRecorded } from './open-recorded.ts';
import { recordedInstruments } from './recorded-instruments.ts';
import { storageProblem } from '../parts/storage-problem.ts';

const DAY_MS = 86_400_000;

export async function perf({ databasePath, days }: PerfRequest): Promise<CommandResult<PerfSummary>> {
  const opened = openRecorded(databasePath);
  if (!opened.ok) return opened;
  const database = opened.value;
  const reader = openProjectionReader(database.path);
  try {
    if (!reader.ok) return err(storageProblem(reader.error));
    return ok(await summarize(reader.value, recordedInstruments(database), days));
  } catch (error) {
    if (error instanceof StorageFailure) return err(storageProblem(error));
    throw error;
  } finally {
    if (reader.ok) reader.value.close();
    database.close();
  }
}

async function summarize(
  reader: ProjectionReader,
  instruments: ReadonlyMap<number, Instrument>,
  days: number,
): Promise<PerfSummary> {
  const newest = (await reader.equity({ points: 2 })).at(-1);
  // Simulated and replayed markets live in a time of their own: today is where their equity was last seen.
  const fromMs = Math.floor((newest?.timeMs ?? systemClock.nowMs()) / DAY_MS) * DAY_MS - (days - 1) * DAY_MS;
  // The last sample of the day before is where the day began.
  const before =
    (await reader.equity({ toMs: fromMs, points: 2 })).at(-1) ?? (await reader.equity({ fromMs, points: 2 }))[0];
  const trips = await Array.fromAsync(allRows((page) => reader.roundTrips({ fromMs, ...page })));
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
    fills: (await Array.fromAsync(allRows((page) => reader.fills({ fromMs, ...page })))).length,
    denials: (await reader.denialCounts({ fromMs })).map(({ code, count }) => ({ code, count })),
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
