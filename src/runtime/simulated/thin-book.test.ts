/** A stop in a thin simulated book: what it costs whole, and what it costs in slices. */
import { describe, expect, it } from 'vitest';
import { NO_TAKING_COSTS } from '../../core/costs/taking-costs.ts';
import type { EngineSettings } from '../../core/engine/index.ts';
import { formatDecimal, toSignal } from '../../domain/index.ts';
import { aCandle, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { startRun } from '../testing.ts';

const DEPTH = { depthQuotePerBps: 4 };

function stopped(changes: Partial<EngineSettings>) {
  const settings = engineSettings(scripted({ 0: buy() }), { exits: { stopLossRatio: 0.05 }, ...changes });
  const sales: string[] = [];
  const run = startRun(settings, {
    simulation: DEPTH,
    observer: {
      orderChanged: ({ request, status, filledQuantity }) => {
        if (request.side === 'sell' && status !== 'submitted' && status !== 'open' && status !== 'partiallyFilled')
          sales.push(
            `${request.type} ${formatDecimal(filledQuantity)} of ${formatDecimal(request.quantity)} ${status}`,
          );
      },
    },
  });
  run.play([aCandle(0), aCandle(1), aCandle(2, { low: 96.5, close: 96.5 }), aCandle(3, { open: 96.5, close: 96.5 })]);
  run.play([aCandle(4, { open: 96.5, close: 96.5 })]);
  const { ledger, lanes } = run.engine.view;
  expect(lanes[0]?.position).toBeUndefined();
  expect(run.venue.balance('USDT')).toBe(ledger.balance('USDT'));
  return { sales, cash: toSignal(ledger.balance('USDT')) };
}

describe('a stop in a thin book', () => {
  it('is sold in slices, loses less than whole, and leaves nothing behind', () => {
    const takingCosts = { ...NO_TAKING_COSTS, ...DEPTH };
    const whole = stopped({ takingCosts });
    const sliced = stopped({ takingCosts, exitSlices: { ceilingRatio: 0.01, stepMs: 5000 } });
    expect(whole.sales).toHaveLength(1);
    expect(sliced.sales).toHaveLength(2);
    expect(sliced.sales[0]).toMatch(/^limit [\d.]+ of [\d.]+ canceled$/);
    expect(sliced.sales[1]).toMatch(/^market ([\d.]+) of \1 filled$/);
    expect(sliced.cash).toBeGreaterThan(whole.cash);
  });
});
