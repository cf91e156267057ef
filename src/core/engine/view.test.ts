import { describe, expect, it } from 'vitest';
import { aCandle, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { aRun } from '../../../test/support/bench-run.ts';
import type { EngineView } from './view.ts';

/** Never called: that the compiler refuses each line is the test. */
function meddle(view: EngineView): void {
  const [lane] = view.lanes;
  const [market] = view.markets;
  const [order] = view.orders.working;
  if (!lane || !market || !order || !lane.position) return;
  // @ts-expect-error the list of lanes is not ours
  view.lanes.push(lane);
  // @ts-expect-error time is told by entries
  view.nowMs = 0;
  // @ts-expect-error series
  market.last = 1;
  // @ts-expect-error series
  market.update(aCandle(1));
  // @ts-expect-error orders
  order.status = 'filled';
  // @ts-expect-error orders
  view.orders.add(order);
  // @ts-expect-error position
  lane.position.quantity = 2;
  // @ts-expect-error position
  lane.guard.status = 'protected';
  // @ts-expect-error position
  lane.guard.clear();
  // @ts-expect-error lane
  lane.stop('no');
  // @ts-expect-error portfolio
  view.portfolio.equity = 1e9;
  // @ts-expect-error portfolio
  view.portfolio.resetLossLimits();
  // @ts-expect-error control
  view.control.tradingState = 'active';
  // @ts-expect-error ledger
  view.ledger.releaseDust(0);
}

describe('the view of the engine', () => {
  it('shows the same objects from entry to entry, and nothing that changes them is in its types', () => {
    const run = aRun(engineSettings(scripted({ 0: buy() })));
    const { view } = run.engine;
    const { portfolio, control, ledger } = view;
    run.play([aCandle(0), aCandle(1)]);
    expect(run.engine.view).toBe(view);
    expect([view.portfolio, view.control, view.ledger]).toEqual([portfolio, control, ledger]);
    expect(view.lanes[0]?.position?.quantity).toBeGreaterThan(0);
    expect(meddle).toBeTypeOf('function');
  });
});
