import { systemClock } from '../../adapters/clock.ts';
import { runSmokeChecks } from '../../operations/index.ts';
import { withSmokeBench } from './smoke-bench.ts';

/** What does not work of this installation, on candles and in a folder of its own; empty when all is well. */
export async function selfCheckProblems(): Promise<readonly string[]> {
  const checks = await runSmokeChecks({ withBench: withSmokeBench, clock: systemClock });
  return checks
    .filter(({ ok }) => !ok)
    .map(({ name, detail }) => `RUN_TESTS_ON_STARTUP: the self-check of ${name} failed, nothing is traded: ${detail}`);
}
