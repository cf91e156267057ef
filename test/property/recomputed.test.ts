/** Balances, round trips, stops and limits of a thousand random runs, worked out a second time outside of the engine. */
import { expect, it } from 'vitest';
import { seededRandom } from '../support/synthetic-candles.ts';
import { type Counts, ToldExchange } from './told-exchange.ts';

const RUNS = 1_000;

it('a thousand runs are worked out the same by books of their own', () => {
  const counts: Counts = { trips: 0, dust: 0, stops: 0, denials: 0, fills: 0, flows: 0 };
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const exchange = new ToldExchange(seededRandom(seed), counts);
    try {
      for (let at = 0; at < 40; at += 1) exchange.step(at);
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
  process.stdout.write(`${RUNS} runs: ${JSON.stringify(counts)}\n`);
  expect(counts.trips).toBeGreaterThan(1_000);
  expect(Math.min(counts.dust, counts.denials, counts.fills, counts.stops)).toBeGreaterThan(200);
});
