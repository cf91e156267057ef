/** The process lives, but an answer does not come: every order in turn, placed or not. */
import { expect, it } from 'vitest';
import { type Scenario, canonicalScenario } from './scenario.ts';
import { runWithCrashes, uninterrupted } from './sweep.ts';
import type { Breakage } from './world.ts';

const scenario: Scenario = canonicalScenario(200);
const { world, truth } = uninterrupted(scenario);
const orders = world.tape.submitted.length;

/** The `at`-th order ends in a timeout, after it reached the exchange or before. */
function losing(at: number, isPlaced: boolean): Breakage {
  let count = 0;
  return {
    orderEntry: (inner, { report }) => ({
      submit: (order) => {
        count += 1;
        if (count !== at || isPlaced) inner.submit(order);
        if (count === at) report({ type: 'outcomeUnknown', clientOrderId: order.clientOrderId, cause: 'timeout' });
      },
      cancel: (clientOrderId) => inner.cancel(clientOrderId),
      armExit: (levels) => inner.armExit(levels),
      disarmExit: (lane) => inner.disarmExit(lane),
      lookUp: (clientOrderId) => inner.lookUp(clientOrderId),
    }),
  };
}

it('an order that was placed and not answered leads to the same ledger and is never placed twice', () => {
  expect(orders).toBeGreaterThan(80);
  for (let at = 1; at <= orders; at += 1) {
    const { violations } = runWithCrashes(scenario, truth, [], { breakage: losing(at, true) });
    expect(violations, `order ${at} of ${orders}`).toEqual([]);
  }
});

it('an order that never arrived and was not answered is made again, safely', () => {
  let others = 0;
  for (let at = 1; at <= orders; at += 1) {
    const { violations } = runWithCrashes(scenario, truth, [], { breakage: losing(at, false) });
    const unsafe = violations.filter(({ check }) => check !== 'fillsDiffer' && check !== 'ledgerDiffers');
    expect(unsafe, `order ${at} of ${orders}`).toEqual([]);
    if (violations.length > 0) others += 1;
  }
  // Made again it may stand behind the order of another lane, and get another share of the candle's volume.
  expect(others).toBeLessThan(orders / 20);
});
