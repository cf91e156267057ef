import type { EngineView } from '../../core/engine/index.ts';
import { isProtecting } from '../../domain/index.ts';
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

/**
 * One line per component; unhealthy when money is at risk, degraded when something else is wrong. What people have stopped
 * is degraded: restarting a bot that does as it was told would help nobody.
 */
export function describeHealth(view: EngineView, version: string, probes: HealthProbes): BotHealth {
  const components = {
    db: probes.db(),
    broker: probes.broker(),
    bus: probes.bus(),
    time_sync: timeSync(view, probes.maxClockDriftMs),
    data: probes.data(),
    exits: exits(view),
    reconcile: reconcile(view),
  };
  const failing = (Object.keys(components) as HealthComponent[]).filter((name) => !components[name].ok);
  const isHalted = !isProtecting(view.control.tradingState);
  const isUnhealthy = failing.some((name) => CRITICAL.has(name) && !(isHalted && name === 'exits'));
  const isDegraded = failing.length > 0 || view.control.tradingState !== 'active';
  return {
    status: isUnhealthy ? 'unhealthy' : isDegraded ? 'degraded' : 'healthy',
    components,
    degradationLevel: view.control.tradingState === 'active' ? 'none' : view.control.tradingState,
    version,
    mode: probes.mode,
  };
}

function timeSync(view: EngineView, maxClockDriftMs: number): ComponentHealth {
  const drift = Math.abs(view.control.clockDriftMs);
  return { ok: drift <= maxClockDriftMs, detail: `clock is ${drift} ms off, ${maxClockDriftMs} ms are tolerated` };
}

function exits(view: EngineView): ComponentHealth {
  const open = view.lanes.filter((lane) => lane.position);
  if (!isProtecting(view.control.tradingState)) {
    const names = open.map((lane) => lane.symbol).join(', ');
    const detail = `trading is halted, stops and targets do not act: ${names || 'no position'} unguarded`;
    return { ok: open.length === 0, detail };
  }
  const unguarded = open.filter((lane) => lane.guard.status !== 'protected');
  if (unguarded.length === 0) return { ok: true, detail: `${open.length} open positions, all protected` };
  const names = unguarded.map((lane) => `${lane.symbol} (${lane.guard.status})`).join(', ');
  return { ok: unguarded.every((lane) => lane.guard.status !== 'naked'), detail: `not protected: ${names}` };
}

function reconcile(view: EngineView): ComponentHealth {
  const { unknown } = view.orders;
  const trades = view.suspense.entries.map(({ tradeId }) => tradeId);
  const problems = [
    ...(unknown === 0 ? [] : [`${unknown} orders unknown`]),
    ...(trades.length === 0 ? [] : [`trades that the books could not take: ${trades.join(', ')}; see cab settle`]),
  ];
  return {
    ok: problems.length === 0,
    detail: problems.length === 0 ? 'no order with an unknown outcome, nothing in suspense' : problems.join('; '),
  };
}
