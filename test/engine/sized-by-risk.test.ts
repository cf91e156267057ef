/** Sizing by the risk to the stop, with everything that the simulated market takes. */
import { expect, it } from 'vitest';
import { quantity } from '../../src/domain/index.ts';
import { startRun } from '../../src/runtime/testing.ts';
import { aCandle, anInstrument, buy, engineSettings, scripted } from '../support/build.ts';

const RISKED = 100;

it.each([
  { spreadBps: 0, slippageBps: 0, depthQuotePerBps: 0 },
  { spreadBps: 0, slippageBps: 20, depthQuotePerBps: 0 },
  { spreadBps: 30, slippageBps: 0, depthQuotePerBps: 0 },
  { spreadBps: 0, slippageBps: 5, depthQuotePerBps: 100 },
  { spreadBps: 30, slippageBps: 5, depthQuotePerBps: 100 },
])('being stopped loses what was risked and no more, with %j', (takingCosts) => {
  const settings = engineSettings(scripted({ 0: buy() }), {
    takingCosts,
    exits: { stopLossRatio: 0.03 },
    size: { kind: 'riskToStop', riskShare: 0.01 },
  });
  const instruments = [anInstrument({ stepSize: quantity('0.0001') })];
  const run = startRun(settings, { simulation: takingCosts, instruments });
  run.play([aCandle(0), aCandle(1), aCandle(2, { open: 100, low: 90, close: 91 })]);
  const { portfolio, lanes } = run.engine.view;
  expect(lanes[0]?.position).toBeUndefined();
  const lost = 10_000 - portfolio.equity;
  expect(lost).toBeLessThanOrEqual(RISKED);
  // The stop follows what was really paid, so slippage brings it a little nearer.
  expect(lost).toBeGreaterThan(RISKED * 0.9);
});
