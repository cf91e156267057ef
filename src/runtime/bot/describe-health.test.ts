import { describe, expect, it } from 'vitest';
import type { EngineView } from '../../core/engine/index.ts';
import type { EngineEvent } from '../../domain/index.ts';
import { aCandle, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { type HealthProbes, describeHealth } from './describe-health.ts';
import { startRun } from '../testing.ts';

const fine = () => ({ ok: true, detail: 'fine' });
const broken = () => ({ ok: false, detail: 'broken' });
const FINE: HealthProbes = { mode: 'paper', db: fine, broker: fine, bus: fine, data: fine, maxClockDriftMs: 1000 };

/** A run that holds one position, after it was told something more; what that leads to is not told any more. */
function holding(...told: readonly EngineEvent[]): EngineView {
  const plan = { 0: buy(), 3: buy({ limitPrice: 97 }) };
  const run = startRun(engineSettings(scripted(plan, { maxEntries: 2 }), { exits: { stopLossRatio: 0.05 } }));
  run.play([aCandle(0), aCandle(1), aCandle(2)]);
  for (const event of told) run.writer.handle(event, run.writer.timeMs);
  return run.engine.view;
}

const look = (view: EngineView, probes: Partial<HealthProbes> = {}) =>
  describeHealth(view, '1.2.3', { ...FINE, ...probes });

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
    const generation = holding().lanes[0]?.guard.generation ?? 0;
    const health = look(holding({ type: 'exitArmFailed', lane: 0, generation, cause: 'test' }));
    expect(health.status).toBe('unhealthy');
    expect(health.components.exits).toEqual({ ok: false, detail: 'not protected: BTC/USDT (naked)' });
  });

  it('takes levels that are being replaced for what they are', () => {
    const resumed = look(holding({ type: 'runResumed', commit: 'test', reason: 'test' }));
    expect(resumed).toMatchObject({
      components: { exits: { ok: true, detail: 'not protected: BTC/USDT (beingReplaced)' } },
    });
  });

  it('says that a halt leaves positions unguarded', () => {
    const action = { kind: 'setTradingState', state: 'halted' } as const;
    const halted = { type: 'operatorActed', action, actor: 'test', reason: 'test', key: 'k' } as const;
    expect(look(holding(halted)).components.exits).toEqual({
      ok: false,
      detail: 'trading is halted, stops and targets do not act: BTC/USDT unguarded',
    });
  });

  it('is degraded while the outcome of an order is unknown', () => {
    const candle = { type: 'candleClosed', instrument: 0, ...aCandle(3) } as const;
    const clientOrderId = holding(candle).orders.working[0]?.request.clientOrderId ?? '';
    expect(look(holding(candle, { type: 'outcomeUnknown', clientOrderId, cause: 'test' }))).toMatchObject({
      status: 'degraded',
      components: { reconcile: { ok: false, detail: '1 orders unknown' } },
    });
  });

  it.each([
    [1000, 'healthy'],
    [-1000, 'healthy'],
    [1001, 'degraded'],
    [-1001, 'degraded'],
  ] as const)('with a clock that is %i ms off it is %s', (driftMs, status) => {
    expect(look(holding({ type: 'timerFired', clockDriftMs: driftMs })).status).toBe(status);
  });

  it.each([
    ['reducing', 'degraded'],
    ['halted', 'degraded'],
  ] as const)('while trading is %s it is %s', (tradingState, status) => {
    const action = { kind: 'setTradingState', state: tradingState } as const;
    const told = { type: 'operatorActed', action, actor: 'test', reason: 'test', key: 'k' } as const;
    expect(look(holding(told))).toMatchObject({ status, degradationLevel: tradingState });
  });
});
