/** What is measured of a paper run, and how it is printed. */
import { systemClock } from '../../adapters/clock.ts';
import type { Database } from '../../adapters/storage/index.ts';
import {
  type BotBus,
  LatencyWindow,
  type SimulatedRun,
  Telemetry,
  type Timings,
  type WriterTiming,
  createBusSampler,
} from '../../runtime/index.ts';
import type { Settings } from '../settings/index.ts';
import { createSelfWatch } from './self-watch.ts';

const LATENCY_METRICS = {
  decision: 'latency_decision_seconds',
  order: 'latency_order_execution_seconds',
  flow: 'latency_flow_seconds',
} as const;

export interface PaperMeters {
  readonly telemetry: Telemetry;
  readonly timings: Timings;
  /** Takes one duration; counts it when it is over its budget. */
  readonly measured: (what: keyof Timings, durationMs: number) => void;
  /** The writer's part of it. */
  readonly timing: WriterTiming;
  /** Prometheus text, with every gauge brought up to date. */
  print(run: SimulatedRun, database: Database, marketTimeMs: number): Promise<string>;
  stop(): void;
}

export function createPaperMeters({ budgets }: Settings, bus: BotBus): PaperMeters {
  const telemetry = new Telemetry();
  const watch = createSelfWatch(telemetry);
  const sampleBus = createBusSampler(bus, telemetry);
  const timings: Timings = {
    decision: new LatencyWindow(budgets.decisionMs ?? 0),
    order: new LatencyWindow(budgets.orderMs ?? 0),
    flow: new LatencyWindow(budgets.flowMs ?? 0),
  };
  const measured = (what: keyof Timings, durationMs: number): void => {
    timings[what].push(durationMs);
    telemetry.observe(LATENCY_METRICS[what], {}, durationMs / 1000);
    if (timings[what].isOver(durationMs)) telemetry.count('performance_budget_exceeded_total', { component: what });
  };
  return {
    telemetry,
    timings,
    measured,
    timing: {
      monotonicMs: () => systemClock.monotonicMs(),
      decided: (durationMs) => measured('decision', durationMs),
      handedOver: (durationMs) => measured('order', durationMs),
    },
    print: (run, database, marketTimeMs) => {
      sampleBus();
      watch.sample(run, database, marketTimeMs);
      return telemetry.print();
    },
    stop: () => watch.stop(),
  };
}
