/** Whether an installation works: the checks, and what they need of it. */
export { type SmokeCheck, type SmokeRequest, runSmokeChecks } from './run-smoke-checks.ts';
export type { SmokeBench, SmokePaper, SmokePlan, WithSmokeBench } from './smoke-bench.ts';
