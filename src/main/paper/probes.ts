import type { EngineView } from '../../core/engine/index.ts';
import type { Database } from '../../adapters/storage/index.ts';
import { durationMs } from '../../domain/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { BotBus, ComponentHealth, RunLoop, StorageGuard } from '../../runtime/index.ts';
import type { HealthProbes } from '../../runtime/bot/describe-health.ts';
import type { Settings } from '../settings/index.ts';

const STALE_CANDLES = 3;

/** What a paper run's health is read from. */
export function paperProbes(options: {
  readonly settings: Settings;
  readonly database: Database;
  readonly integrity: { readonly damage: string | undefined };
  readonly loop: RunLoop;
  readonly guard: StorageGuard;
  readonly bus: BotBus;
  readonly view: () => EngineView;
  readonly isPaced: boolean;
  readonly clock: Clock;
}): HealthProbes {
  const { settings, database, integrity, loop, guard, bus, view, isPaced, clock } = options;
  return {
    mode: settings.mode.mode,
    maxClockDriftMs: settings.risk.maxClockDriftMs ?? Number.POSITIVE_INFINITY,
    db: () => probeDatabase(database, guard, integrity.damage),
    broker: () => ({
      ok: loop.isRunning,
      detail: loop.isRunning ? 'the simulated exchange answers' : 'the run has ended',
    }),
    bus: () => ({ ok: bus.deadLetters.length === 0, detail: `${bus.deadLetters.length} dead letters` }),
    data: () => probeData(view(), isPaced ? clock.nowMs() : undefined, durationMs(settings.mode.timeframe)),
  };
}

function probeDatabase(database: Database, guard: StorageGuard, damage: string | undefined): ComponentHealth {
  if (damage !== undefined) return { ok: false, detail: damage };
  if (!guard.isWritable) return { ok: false, detail: guard.cause };
  const startedMs = performance.now();
  database.connection.pragma('schema_version');
  const latencyMs = performance.now() - startedMs;
  const problem = database.integrity?.headProblem;
  const head = problem === undefined ? '' : `, but its head cannot be written: ${problem}`;
  return { ok: true, latencyMs, detail: `takes entries${head}` };
}

function probeData(view: EngineView, nowMs: number | undefined, intervalMs: number): ComponentHealth {
  const newestMs = Math.max(...view.markets.map((market) => market.lastCloseTimeMs || 0));
  if (!(newestMs > 0)) return { ok: true, detail: 'waiting for the first candle' };
  const age = nowMs === undefined ? 0 : (nowMs - newestMs) / intervalMs;
  return { ok: age <= STALE_CANDLES, detail: `newest candle closed ${new Date(newestMs).toISOString()}` };
}
