/**
 * Stands in for fast-check inside the worker: properties run on the same inputs each time, and on no more of them than
 * it takes to notice nearly everything. Without that bound a mutant that survives costs a minute.
 */
import real from 'fast-check';

export * from 'fast-check';

const SEED = 20_240_229;
const USUAL_RUNS = 100;
const MOST_RUNS = 25;
/** A property that makes fewer runs than usual has long ones. */
const SHARE_OF_LONG_RUNS = 0.1;
const LEAST_LONG_RUNS = 3;

real.configureGlobal({ seed: SEED });

/** Off for a test that counts what its runs came across, and fails on few. */
export const brevity = { isOn: true };

export const assert = ((property, parameters) => {
  if (!brevity.isOn) return real.assert(property, parameters as object);
  const numRuns = runsOf(parameters?.numRuns ?? USUAL_RUNS);
  return real.assert(property, { ...parameters, numRuns } as typeof parameters);
}) as typeof real.assert;

function runsOf(numRuns: number): number {
  if (numRuns >= USUAL_RUNS) return MOST_RUNS;
  return Math.min(numRuns, Math.max(LEAST_LONG_RUNS, Math.ceil(numRuns * SHARE_OF_LONG_RUNS)));
}

export const shortened = { ...real, assert };
