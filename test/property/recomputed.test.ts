/** Balances, round trips, stops and limits of a thousand random runs, worked out a second time outside of the engine. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../support/synthetic-candles.ts';
import { type Counts, ToldExchange } from './told-exchange.ts';

const RUNS = 1_000;

it('a thousand runs are worked out the same by books of their own', () => {
  const counts: Counts = { trips: 0, dust: 0, stops: 0, denials: 0, fills: 0, flows: 0 };
  let runs = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      runs += 1;
      const exchange = new ToldExchange(seededRandom(seed), counts);
      for (let at = 0; at < 40; at += 1) exchange.step(at);
    }),
    // A smaller seed is no simpler run.
    { numRuns: RUNS, endOnFailure: true },
  );
  process.stdout.write(`${runs} runs: ${JSON.stringify(counts)}\n`);
  expect(counts.trips / runs).toBeGreaterThan(5);
  expect(Math.min(counts.dust, counts.denials, counts.fills, counts.stops) / runs).toBeGreaterThan(1);
  expect(counts.flows / runs).toBeGreaterThan(0.1);
});
