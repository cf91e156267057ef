/** Two versions of the program take turns: old, crash, new, crash, old. */
import { expect, it, vi } from 'vitest';
import type { EngineSettings } from '../../src/core/engine/index.ts';
import type { OnCandle, StrategyDefinition } from '../../src/core/strategies/api/index.ts';
import { type Scenario, canonicalScenario } from './scenario.ts';
import { type Finding, andAgain, packed, runWithCrashes, somePoints, summarize, uninterrupted } from './sweep.ts';

vi.setConfig({ testTimeout: 600_000 });

const scenario = canonicalScenario();
const { truth } = uninterrupted(scenario);
/** All points take an hour: by default one in so many is tried, alone and with a second death during the recovery. */
const STEP = process.env['CAB_CRASH_POINTS'] === 'all' ? 1 : 97;

/** The same lanes, each asked by way of another strategy of the same name. */
function withLanes(
  { settings }: Scenario,
  other: (strategy: StrategyDefinition) => StrategyDefinition,
): EngineSettings {
  return { ...settings, lanes: settings.lanes.map((lane) => ({ ...lane, strategy: other(lane.strategy) })) };
}

function onCandleOf(strategy: StrategyDefinition, setup: Parameters<StrategyDefinition['setup']>[0]): OnCandle {
  const running = strategy.setup(setup);
  return typeof running === 'function' ? running : running.onCandle;
}

const inOtherWords = withLanes(scenario, (strategy) => ({
  ...strategy,
  setup: (setup) => {
    const onCandle = onCandleOf(strategy, setup);
    return (context) => {
      const intent = onCandle(context);
      return intent && { ...intent, reason: `${intent.reason}, as the new version puts it` };
    };
  },
}));

/** Decides otherwise: it enters on every other signal only, stops nearer, and takes fewer risks at a time. */
const otherRules: EngineSettings = {
  ...withLanes(scenario, (strategy) => ({
    ...strategy,
    setup: (setup) => {
      const onCandle = onCandleOf(strategy, setup);
      return (context) => (context.index % 2 === 0 || context.position ? onCandle(context) : undefined);
    },
  })),
  exits: { stopLossRatio: 0.006, takeProfitRatio: 0.03 },
  risk: { ...scenario.settings.risk, maxPositions: 3 },
};

function sweepBuilds(builds: readonly EngineSettings[], step: number, judged: (finding: Finding) => Finding) {
  const points = somePoints(truth, step, 5);
  const runs = [...packed(points, 10), ...packed(points, 10).map((run) => andAgain(run, 3))];
  const findings: Finding[] = [];
  let crashes = 0;
  for (const run of runs) {
    const finding = judged(runWithCrashes(scenario, truth, run, { builds }));
    crashes += finding.crashes.length;
    if (finding.violations.length > 0) findings.push(finding);
  }
  return { findings, crashes };
}

it('that say the same in other words leave the same ledger, one order each, and no gap in protection', () => {
  for (const builds of [
    [scenario.settings, inOtherWords],
    [inOtherWords, scenario.settings],
  ]) {
    const { findings, crashes } = sweepBuilds(builds, STEP, (finding) => finding);
    process.stdout.write(`${crashes} crashes between two versions\n`);
    expect(summarize(findings)).toBe('');
    expect(crashes).toBeGreaterThan(300);
  }
});

/** What another version decides is its own; the rest holds whoever decides. */
const OF_THE_OTHER: ReadonlySet<string> = new Set(['fillsDiffer', 'ledgerDiffers', 'replayDiffers']);

it('that decide otherwise leave no order twice, no sale of what is not there, and no gap in protection', () => {
  for (const builds of [
    [scenario.settings, otherRules],
    [otherRules, scenario.settings],
  ]) {
    const { findings, crashes } = sweepBuilds(builds, STEP, ({ crashes: at, violations }) => ({
      crashes: at,
      violations: violations.filter(({ check }) => !OF_THE_OTHER.has(check)),
    }));
    process.stdout.write(`${crashes} crashes between two versions that decide otherwise\n`);
    expect(summarize(findings)).toBe('');
    expect(crashes).toBeGreaterThan(100);
  }
});
