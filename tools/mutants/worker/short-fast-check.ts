/**
 * Stands in for fast-check inside the worker: properties run on the same inputs each time, and on no more of them than
 * it takes to notice nearly everything. Without that bound a mutant that survives costs a minute.
 */
import real from 'fast-check';

export * from 'fast-check';

const SEED = 20_240_229;
const MOST_RUNS = 25;

real.configureGlobal({ seed: SEED });

/** Off for a test that counts what its runs came across, and fails on few. */
export const brevity = { isOn: true };

export const assert = ((property, parameters) => {
  if (!brevity.isOn) return real.assert(property, parameters as object);
  const numRuns = Math.min(parameters?.numRuns ?? MOST_RUNS, MOST_RUNS);
  return real.assert(property, { ...parameters, numRuns } as typeof parameters);
}) as typeof real.assert;

export const shortened = { ...real, assert };
