/**
 * Where the journal becomes durable once per interval only, a crash takes more with it: fills, levels and prices that
 * the exchange has acted on already. The run may then go another way, but never an unsafe one.
 */
import { expect, it } from 'vitest';
import type { CrashPoint } from './crash-schedule.ts';
import { canonicalScenario } from './scenario.ts';
import { type Finding, everyPoint, packed, runWithCrashes, somePoints, summarize } from './sweep.ts';
import { type Truth, truthOf } from './oracle.ts';
import { World } from './world.ts';

// With seed 6 a position is entered and stopped within one candle: both are lost at once.
it.each([2, 6])('a crash that takes a whole interval with it leaves nothing unsafe behind (seed %i)', (seed) => {
  const scenario = canonicalScenario(300, seed);
  const world = new World({ scenario, commits: 'interval' });
  world.run();
  const truth = truthOf(world);
  const findings: Finding[] = [];
  for (const run of packed([...crossings(truth), ...somePoints(truth, 17)].toSorted(inOrder), 10)) {
    const { crashes, violations } = runWithCrashes(scenario, truth, run, { commits: 'interval' });
    const unsafe = violations.filter(({ check }) => check !== 'fillsDiffer' && check !== 'ledgerDiffers');
    if (unsafe.length > 0) findings.push({ crashes, violations: unsafe });
  }
  expect(summarize(findings)).toBe('');
});

function crossings(truth: Truth): CrashPoint[] {
  return everyPoint(truth).filter(({ interval, ordinal }) =>
    truth.points[interval]?.[ordinal - 1]?.endsWith('append quoteSeen'),
  );
}

function inOrder(a: CrashPoint, b: CrashPoint): number {
  return a.interval - b.interval || a.ordinal - b.ordinal;
}
