/** A sweep that cannot fail proves nothing: each planted bug must be found, and by the check that is there for it. */
import { expect, it } from 'vitest';
import { PLANTED_BUGS } from './breakages.ts';
import type { Check } from './oracle.ts';
import { canonicalScenario } from './scenario.ts';
import { packed, runWithCrashes, somePoints, uninterrupted } from './sweep.ts';

const scenario = canonicalScenario(200);
const { truth } = uninterrupted(scenario);
const runs = packed(somePoints(truth, 11), 10);

it('the sample of crash points is survived without a planted bug', () => {
  for (const run of runs) expect(runWithCrashes(scenario, truth, run).violations).toEqual([]);
});

it.each(PLANTED_BUGS)('the sweep finds that $name', ({ name, caughtBy, breakage }) => {
  const caught = new Map<Check, number>();
  for (const run of runs) {
    const { violations } = runWithCrashes(scenario, truth, run, { breakage: breakage() });
    for (const { check } of violations) caught.set(check, (caught.get(check) ?? 0) + 1);
  }
  const text = [...caught].map(([check, count]) => `${check} in ${count}`).join(', ');
  process.stdout.write(`${name}: ${text || 'not caught'} of ${runs.length} runs\n`);
  expect(
    caughtBy.filter((check) => caught.has(check)),
    `caught by ${text || 'nothing'}`,
  ).not.toEqual([]);
});
