import { systemClock } from '../../adapters/clock.ts';
import { runSmokeChecks } from '../../operations/index.ts';
import { withSmokeBench } from './smoke-bench.ts';

/** What does not work of this installation, on candles and in a folder of its own; empty when all is well. */
export async function selfCheckProblems(): Promise<readonly string[]> {
  try {
    const checks = await runSmokeChecks({ withBench: withSmokeBench, clock: systemClock });
    return checks.filter(({ ok }) => !ok).map(({ name, detail }) => problem(`of ${name} failed`, detail));
  } catch (error) {
    return [problem('could not be made', error instanceof Error ? error.message : String(error))];
  }
}

function problem(what: string, detail: string): string {
  return `RUN_TESTS_ON_STARTUP: the self-check ${what}, nothing is traded: ${detail}`;
}
