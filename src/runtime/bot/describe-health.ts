import type { EngineState } from '../../core/engine/index.ts';
import type { BotHealth, ComponentHealth, HealthComponent } from './bot.ts';

/** What cannot be read off the engine. */
export interface HealthProbes {
  readonly mode: string;
  readonly db: () => ComponentHealth;
  readonly broker: () => ComponentHealth;
  readonly bus: () => ComponentHealth;
  readonly data: () => ComponentHealth;
  readonly maxClockDriftMs: number;
}

const CRITICAL: ReadonlySet<HealthComponent> = new Set(['db', 'exits']);

/** One line per component; unhealthy when money is at risk, degraded when something else is wrong. */
export function describeHealth(state: EngineState, version: string, probes: HealthProbes): BotHealth {
  const components = {
    db: probes.db(),
    broker: probes.broker(),
    bus: probes.bus(),
    time_sync: timeSync(state, probes.maxClockDriftMs),
    data: probes.data(),
    exits: exits(state),
    reconcile: reconcile(state),
  };
  const failing = (Object.keys(components) as HealthComponent[]).filter((name) => !components[name].ok);
  const isUnhealthy = failing.some((name) => CRITICAL.has(name)) || state.tradingState === 'halted';
  const isDegraded = failing.length > 0 || state.tradingState !== 'active';
  return {
    status: isUnhealthy ? 'unhealthy' : isDegraded ? 'degraded' : 'healthy',
    components,
    degradationLevel: state.tradingState === 'active' ? 'none' : state.tradingState,
    version,
    mode: probes.mode,
  };
}

function timeSync(state: EngineState, maxClockDriftMs: number): ComponentHealth {
  const drift = Math.abs(state.clockDriftMs);
  return { ok: drift <= maxClockDriftMs, detail: `clock is ${drift} ms off, ${maxClockDriftMs} ms are tolerated` };
}

function exits(state: EngineState): ComponentHealth {
  const open = state.lanes.filter((lane) => lane.position);
  const unguarded = open.filter((lane) => lane.guard.status !== 'protected');
  if (unguarded.length === 0) return { ok: true, detail: `${open.length} open positions, all protected` };
  const names = unguarded.map((lane) => `${lane.market.instrument.symbol} (${lane.guard.status})`).join(', ');
  return { ok: unguarded.every((lane) => lane.guard.status !== 'naked'), detail: `not protected: ${names}` };
}

function reconcile(state: EngineState): ComponentHealth {
  const { unknown } = state.orders;
  return {
    ok: unknown === 0,
    detail: unknown === 0 ? 'no order with an unknown outcome' : `${unknown} orders unknown`,
  };
}
