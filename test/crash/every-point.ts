/** Half of the full sweep; two test files share the work, so that it takes both processors. */
import { expect, it } from 'vitest';
import { canonicalScenario } from './scenario.ts';
import { everyPoint, packed, summarize, sweep, uninterrupted } from './sweep.ts';

const APART = 10;
/** Two minutes on a free processor; a busy machine may take its time. */
const TIMEOUT_MS = 900_000;

export function sweepsHalf(half: 0 | 1): void {
  it(
    'a crash before or after any append, commit or command leaves the same ledger, one order each, and no gap in protection',
    () => {
      const scenario = canonicalScenario();
      const { truth } = uninterrupted(scenario);
      const points = everyPoint(truth);
      const runs = packed(points, APART).filter((_run, at) => at % 2 === half);
      const { crashes, findings } = sweep(scenario, truth, runs);
      process.stdout.write(
        `${points.length} crash points in all; this half: ${crashes} in ${runs.length} runs of 500 candles\n`,
      );
      expect(summarize(findings)).toBe('');
      // Every crash happened where it was meant to: a run that went astray would die somewhere else, or not at all.
      expect(crashes).toBe(runs.flat().length);
      expect(points.length).toBeGreaterThan(9000);
    },
    TIMEOUT_MS,
  );
}
