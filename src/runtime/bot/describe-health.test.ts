import { describe, expect, it } from 'vitest';
import type { EngineState, Lane } from '../../core/engine/index.ts';
import { aCandle, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { type HealthProbes, describeHealth } from './describe-health.ts';
import { startRun } from '../testing.ts';

const fine = () => ({ ok: true, detail: 'fine' });
const broken = () => ({ ok: false, detail: 'broken' });
const FINE: HealthProbes = { mode: 'paper', db: fine, broker: fine, bus: fine, data: fine, maxClockDriftMs: 1000 };

/** The state of a run that holds one position. */
function holding(): EngineState {
  const run = startRun(engineSettings(scripted({ 0: buy() }), { exits: { stopLossRatio: 0.05 } }));
  run.play([aCandle(0), aCandle(1)]);
  return run.engine.state;
}

const look = (state: EngineState, probes: Partial<HealthProbes> = {}) =>
  describeHealth(state, '1.2.3', { ...FINE, ...probes });

describe('describeHealth', () => {
  it('is healthy when everything is', () => {
    const health = look(holding());
    expect(health).toMatchObject({ status: 'healthy', degradationLevel: 'none', version: '1.2.3', mode: 'paper' });
    expect(health.components.exits.detail).toBe('1 open positions, all protected');
    expect(Object.values(health.components).every((component) => component.ok)).toBe(true);
  });

  it.each([
    ['db', 'unhealthy'],
    ['broker', 'degraded'],
    ['bus', 'degraded'],
    ['data', 'degraded'],
  ] as const)('with %s broken it is %s', (component, status) => {
    const health = look(holding(), { [component]: broken });
    expect(health.status).toBe(status);
    expect(health.components[component]).toEqual({ ok: false, detail: 'broken' });
  });

  it('is unhealthy while a position is naked, and says which', () => {
    const state = holding();
    (state.lanes[0] as Lane).guard.status = 'naked';
    const health = look(state);
    expect(health.status).toBe('unhealthy');
    expect(health.components.exits).toEqual({ ok: false, detail: 'not protected: BTC/USDT (naked)' });
  });

  it('takes levels that are being replaced for what they are', () => {
    const state = holding();
    (state.lanes[0] as Lane).guard.status = 'beingReplaced';
    expect(look(state)).toMatchObject({
      status: 'healthy',
      components: { exits: { ok: true, detail: 'not protected: BTC/USDT (beingReplaced)' } },
    });
  });

  it('is degraded while the outcome of an order is unknown', () => {
    const state = holding();
    state.orders.unknown = 2;
    expect(look(state)).toMatchObject({
      status: 'degraded',
      components: { reconcile: { ok: false, detail: '2 orders unknown' } },
    });
  });

  it.each([
    [1000, 'healthy'],
    [-1000, 'healthy'],
    [1001, 'degraded'],
    [-1001, 'degraded'],
  ] as const)('with a clock that is %i ms off it is %s', (driftMs, status) => {
    const state = holding();
    state.clockDriftMs = driftMs;
    expect(look(state).status).toBe(status);
  });

  it.each([
    ['reducing', 'degraded'],
    ['halted', 'unhealthy'],
  ] as const)('while trading is %s it is %s', (tradingState, status) => {
    const state = holding();
    state.tradingState = tradingState;
    expect(look(state)).toMatchObject({ status, degradationLevel: tradingState });
  });
});
