/**
 * Where the journal becomes durable once per interval only, a crash takes more with it: fills, levels and prices that
 * the exchange has acted on already. The run may then go another way, but never an unsafe one.
 */
import { expect, it } from 'vitest';
import { canonicalScenario } from './scenario.ts';
import { type Finding, packed, runWithCrashes, somePoints, summarize } from './sweep.ts';
import { truthOf } from './oracle.ts';
import { World } from './world.ts';

const scenario = canonicalScenario();

it('a crash that takes a whole interval with it leaves nothing unsafe behind', () => {
  const world = new World({ scenario, commits: 'interval' });
  world.run();
  const truth = truthOf(world);
  const findings: Finding[] = [];
  for (const run of packed(somePoints(truth, 3), 10)) {
    const { crashes, violations } = runWithCrashes(scenario, truth, run, { commits: 'interval' });
    const unsafe = violations.filter(({ check }) => check !== 'fillsDiffer' && check !== 'ledgerDiffers');
    if (unsafe.length > 0) findings.push({ crashes, violations: unsafe });
  }
  expect(summarize(findings)).toBe('');
}, 120_000);
