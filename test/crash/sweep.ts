/** Runs the scenario with the process dying at chosen points, and asks the oracle about each run. */
import { type Crash, type CrashPoint, describeCrash } from './crash-schedule.ts';
import { type Truth, type Violation, judge, truthOf, unprotectedLanes } from './oracle.ts';
import type { Scenario } from './scenario.ts';
import { type Breakage, World, type WorldOptions } from './world.ts';

export interface Finding {
  readonly crashes: readonly Crash[];
  readonly violations: readonly Violation[];
}

export function uninterrupted(scenario: Scenario): { readonly world: World; readonly truth: Truth } {
  const world = new World({ scenario });
  world.run();
  return { world, truth: truthOf(world) };
}

/** One run; every violation it ended or passed through. */
export function runWithCrashes(
  scenario: Scenario,
  truth: Truth,
  crashAt: readonly CrashPoint[],
  options: Partial<WorldOptions> = {},
): Finding {
  const found: Violation[] = [];
  const world = new World({
    scenario,
    crashAt,
    // One report says enough: a lane that is naked once stays so for many candles.
    onQuiet: (quiet) => {
      if (found.length === 0) found.push(...unprotectedLanes(quiet));
    },
    ...options,
  });
  try {
    world.run();
    found.push(...judge(world, truth));
  } catch (error) {
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const check = error instanceof Error && error.name === 'ReplayDivergence' ? 'replayDiffers' : 'threw';
    found.push({ check, detail });
  }
  return { crashes: world.schedule.crashes, violations: found };
}

/** Every crash point of the uninterrupted run, in order. */
export function everyPoint(truth: Truth): CrashPoint[] {
  return truth.points.flatMap((labels, interval) => labels.map((_label, at) => ({ interval, ordinal: at + 1 })));
}

/** Every `step`-th of them. */
export function somePoints(truth: Truth, step: number, first = 0): CrashPoint[] {
  return everyPoint(truth).filter((_point, at) => at % step === first);
}

/**
 * Puts every point into exactly one run. A run holds many, at least `apart` intervals from one another: between two
 * crashes the process lives through whole candles, and the oracle looks at it after each of them.
 */
export function packed(points: readonly CrashPoint[], apart: number): CrashPoint[][] {
  const runs: CrashPoint[][] = [];
  for (const point of points) {
    const run = runs.find((candidate) => (candidate.at(-1)?.interval ?? 0) + apart <= point.interval);
    if (run) run.push(point);
    else runs.push([point]);
  }
  return runs;
}

/** Each point followed by a second death `later` points on, while the process recovers from the first. */
export function andAgain(run: readonly CrashPoint[], later: number): CrashPoint[] {
  return run.flatMap(({ interval, ordinal }) => [
    { interval, ordinal },
    { interval, ordinal: ordinal + later },
  ]);
}

export interface SweepResult {
  readonly runs: number;
  /** Crashes that happened where the uninterrupted run has a point of that label. */
  readonly crashes: number;
  readonly findings: readonly Finding[];
}

export function sweep(
  scenario: Scenario,
  truth: Truth,
  runs: readonly (readonly CrashPoint[])[],
  breakage?: Breakage,
): SweepResult {
  const findings: Finding[] = [];
  let crashes = 0;
  for (const crashAt of runs) {
    const finding = runWithCrashes(scenario, truth, crashAt, breakage ? { breakage } : {});
    crashes += finding.crashes.filter((crash) => isWhereMeant(truth, crash)).length;
    if (finding.violations.length > 0) findings.push(finding);
  }
  return { runs: runs.length, crashes, findings };
}

function isWhereMeant(truth: Truth, { interval, ordinal, label }: Crash): boolean {
  return truth.points[interval]?.[ordinal - 1] === label;
}

/** For a failing test: what broke, how often, and the first run of each kind. */
export function summarize(findings: readonly Finding[]): string {
  const kinds = new Map<string, { count: number; first: string }>();
  for (const { crashes, violations } of findings) {
    const where = crashes.map(describeCrash).slice(0, 3).join('; ');
    for (const { check, detail } of violations) {
      const known = kinds.get(check);
      if (known) known.count += 1;
      else kinds.set(check, { count: 1, first: `${crashes.length} crashes: ${where}: ${detail}` });
    }
  }
  return [...kinds].map(([check, { count, first }]) => `${check} × ${count}, first: ${first}`).join('\n');
}
