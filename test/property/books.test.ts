/** Whatever strategies wish for and markets do, the money adds up. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Engine } from '../../src/core/engine/index.ts';
import { accountFigures } from '../../src/core/performance/index.ts';
import type { SimulatedRun } from '../../src/runtime/index.ts';
import { type Decimal, fromSignal, toSignal } from '../../src/domain/index.ts';
import { playWorld } from '../support/play-world.ts';
import { type RandomWorld, randomWorld } from '../support/random-world.ts';
import { replayAtOnce } from '../support/at-once.ts';

const seeds = fc.integer({ min: 1, max: 1_000_000 });

function marksOf({ engine }: SimulatedRun): Record<string, Decimal> {
  const marks: Record<string, Decimal> = { USDT: 10n ** 18n };
  for (const { instrument, last } of engine.view.markets) if (last > 0) marks[instrument.base] = fromSignal(last);
  return marks;
}

/** What every face shows adds up, and the account it is told with is that of the ledger. */
function checkProfit({ engine }: SimulatedRun, closed: number): boolean {
  const { equity, profit } = accountFigures(engine.view);
  const start = toSignal(engine.view.run.balances['USDT'] ?? 0n);
  const { closedPnl, openPnl, openExitFees, dustPnl } = profit;
  expect(closedPnl + openPnl + openExitFees + dustPnl).toBeCloseTo(equity - start, 8);
  expect(closedPnl).toBeCloseTo(closed, 8);
  return dustPnl !== 0;
}

function checkBooks(run: SimulatedRun, { instruments }: RandomWorld): void {
  const { ledger, portfolio, lanes } = run.engine.view;
  ledger.assertEquityIdentity(marksOf(run));
  for (const [asset, amount] of Object.entries(ledger.balances())) {
    expect(amount, asset).toBe(run.venue.balance(asset));
    expect(amount >= 0n && run.venue.available(asset) >= 0n, asset).toBe(true);
  }
  for (const { id } of instruments) expect(ledger.dust(id) >= 0n).toBe(true);
  expect(portfolio.reservedQuote >= 0n).toBe(true);
  expect(portfolio.reservedQuote <= ledger.balance('USDT')).toBe(true);
  if (run.venue.openOrders().length === 0) expect(portfolio.reservedQuote).toBe(0n);
  for (const lane of lanes) {
    expect(lane.position !== undefined).toBe(ledger.position(lane.id) !== undefined);
  }
}

it('equity is explained, profit adds up to it, balances are those of the venue, nothing is reserved for nothing, nothing is negative', () => {
  let [fills, dusty] = [0, 0];
  fc.assert(
    fc.property(seeds, (seed) => {
      const world = randomWorld(seed);
      let closed = 0n;
      const { run } = playWorld(world, {
        observer: {
          fillBooked: () => (fills += 1),
          roundTripClosed: (_lane, { netPnl }) => (closed += netPnl),
        },
        afterInterval: (played) => {
          checkBooks(played, world);
          if (checkProfit(played, toSignal(closed))) dusty += 1;
        },
      });
      expect(run.engine.view.control.tradingState).toBe('active');
    }),
    { numRuns: 150 },
  );
  // Worlds in which nobody trades would prove little.
  expect(fills).toBeGreaterThan(1000);
  expect(dusty).toBeGreaterThan(100);
});

it('every order fits its instrument: on tick and step, not below the minimum, sells within what is held', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const world = randomWorld(seed, 80);
      const { commands } = playWorld(world, {
        observer: {
          orderChanged: (order) => {
            const { request, status } = order;
            if (status === 'rejected')
              expect(order.lastReason).toMatch(/^(postOnlyWouldTake|priceBand|balance|minNotional)/);
            if (request.side === 'sell') expect(request.type).toBe('market');
          },
        },
      });
      for (const command of commands) {
        if (command.type !== 'submitOrder') continue;
        const { order } = command;
        const instrument = world.instruments[order.instrument];
        expect(order.quantity % (instrument?.stepSize ?? 1n)).toBe(0n);
        expect(order.quantity >= (instrument?.minQuantity ?? 0n)).toBe(true);
        if (order.price !== undefined) expect(order.price % (instrument?.tickSize ?? 1n)).toBe(0n);
      }
    }),
    { numRuns: 100 },
  );
});

it('a journal that is replayed gives the same answers, the same ledger and the same positions', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const world = randomWorld(seed);
      const { run, journal } = playWorld(world);
      const engine = new Engine(world.settings);
      const report = replayAtOnce({ journal, engine, fromSequence: 1 });
      expect(report.mismatches).toEqual([]);
      expect(report.entries).toBe(journal.head);
      expect(engine.view.ledger.snapshot()).toEqual(run.engine.view.ledger.snapshot());
      expect(engine.view.portfolio.equity).toBe(run.engine.view.portfolio.equity);
      expect(engine.view.lanes.map(({ guard, position }) => ({ guard, position }))).toEqual(
        run.engine.view.lanes.map(({ guard, position }) => ({ guard, position })),
      );
    }),
    { numRuns: 60 },
  );
});
