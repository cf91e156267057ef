/** Reports that come late, twice, in another order or not at all never turn an order back, nor the books. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Engine, type OrderView } from '../../src/core/engine/index.ts';
import { type SimulatedVenue, createSimulatedVenue } from '../../src/core/simulation/index.ts';
import { type CandleClosed, type EngineEvent, type OrderStatus, decimal, isTerminal } from '../../src/domain/index.ts';
import {
  CandleDriver,
  Dispatcher,
  Writer,
  SimulatedOrderEntry,
  createLastLook,
  runStarted,
} from '../../src/runtime/index.ts';
import { MINUTE, START_MS } from '../support/build.ts';
import { randomWorld } from '../support/random-world.ts';
import { seededRandom } from '../support/synthetic-candles.ts';

const RANK: Readonly<Record<OrderStatus, number>> = {
  intended: 0,
  submitted: 1,
  unknown: 2,
  open: 3,
  partiallyFilled: 4,
  canceled: 5,
  expired: 5,
  rejected: 5,
  failed: 5,
  filled: 6,
};

interface Disorder {
  readonly shuffles: boolean;
  readonly duplicateShare: number;
  readonly dropShare: number;
}

/** Watches that no order moves back, fills less, fills more than it asked for, or leaves its end. */
class Monotone {
  readonly #seen = new Map<string, { status: OrderStatus; filled: bigint }>();
  changes = 0;

  readonly orderChanged = ({ request, status, filledQuantity }: OrderView): void => {
    const before = this.#seen.get(request.clientOrderId);
    this.changes += 1;
    expect(filledQuantity <= request.quantity).toBe(true);
    if (before) {
      expect(RANK[status], `${before.status} → ${status}`).toBeGreaterThanOrEqual(RANK[before.status]);
      expect(filledQuantity >= before.filled).toBe(true);
      if (isTerminal(before.status) && status !== before.status) expect(status).toBe('filled');
    }
    this.#seen.set(request.clientOrderId, { status, filled: filledQuantity });
  };
}

interface Played {
  readonly engine: Engine;
  readonly venue: SimulatedVenue;
  readonly monotone: Monotone;
}

function play(seed: number, disorder: Disorder): Played {
  const world = randomWorld(seed);
  const random = seededRandom(seed);
  const monotone = new Monotone();
  const engine = new Engine(world.settings, monotone);
  const inbox: EngineEvent[] = [];
  const balances = { USDT: decimal('10000') };
  const { instruments, settings } = world;
  const venue = createSimulatedVenue({
    instruments,
    balances,
    settings: world.simulation,
    intervalMs: MINUTE,
    report: (event) => inbox.push(event),
  });
  const report = (event: EngineEvent): void => void inbox.push(event);
  const orderEntry = new SimulatedOrderEntry(venue, report);
  const dispatcher = new Dispatcher({ orderEntry, report, lastLook: createLastLook(() => engine.view) });
  const writer = new Writer({ engine, dispatcher });
  const drain = (timeMs: number, isOrderly = false): void => {
    while (inbox.length > 0) {
      const at = disorder.shuffles && !isOrderly ? Math.floor(random() * inbox.length) : 0;
      const [event] = inbox.splice(at, 1) as [EngineEvent];
      const isOfOrder = 'clientOrderId' in event;
      if (!isOrderly && isOfOrder && random() < disorder.dropShare) continue;
      writer.handle(event, timeMs);
      if (!isOrderly && isOfOrder && random() < disorder.duplicateShare) inbox.push(event);
    }
  };
  const unreliable = {
    isWaiting: false,
    handle: (event: EngineEvent, timeMs: number) => writer.handle(event, timeMs),
    handleCandle: (candle: CandleClosed, step: number) => writer.handleCandle(candle, step),
    drain: (timeMs: number) => drain(timeMs),
    get hasQueued() {
      return inbox.length > 0;
    },
    get isQuiet() {
      return inbox.length === 0;
    },
  };
  const driver = new CandleDriver({ writer: unreliable, venue, instruments: instruments.length, intervalMs: MINUTE });
  const identity = { mode: 'test', commit: 'test', configHash: 'test', seed: 1, runId: 'c0' };
  writer.handle(runStarted(identity, instruments, balances), START_MS);
  const count = world.candles[0]?.length ?? 0;
  for (let at = 0; at < count; at += 1) {
    for (const { id } of instruments) {
      const candle = world.candles[id]?.[at];
      if (candle) driver.close(id, candle);
    }
    driver.flush();
  }
  const endMs = START_MS + count * settings.intervalMs;
  drain(endMs, true);
  writer.handle({ type: 'runResumed', commit: 'test', reason: 'line is back' }, endMs);
  drain(endMs, true);
  return { engine, venue, monotone };
}

const seeds = fc.integer({ min: 1, max: 1_000_000 });

it.each([
  { shuffles: true, duplicateShare: 0, dropShare: 0 },
  { shuffles: false, duplicateShare: 0.5, dropShare: 0 },
  { shuffles: true, duplicateShare: 0.3, dropShare: 0 },
])('orders only move forward, and the ledger ends at the truth of the venue: %o', (disorder) => {
  let changes = 0;
  fc.assert(
    fc.property(seeds, (seed) => {
      const { engine, venue, monotone } = play(seed, disorder);
      const { ledger } = engine.view;
      for (const [asset, amount] of Object.entries(ledger.balances())) expect(amount, asset).toBe(venue.balance(asset));
      changes += monotone.changes;
    }),
    { numRuns: 60 },
  );
  expect(changes).toBeGreaterThan(500);
});

it('orders only move forward when reports get lost as well', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { engine, venue } = play(seed, { shuffles: true, duplicateShare: 0.2, dropShare: 0.3 });
      // What was never told cannot be booked; what was told never exceeds what happened.
      expect(engine.view.portfolio.reservedQuote >= 0n).toBe(true);
      expect(venue.balance('USDT') >= 0n).toBe(true);
    }),
    // Making costs more than taking there: a resting buy used to spend more than its budget.
    { numRuns: 60, examples: [[242_755]] },
  );
});
