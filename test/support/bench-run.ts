/** A simulated run on a table, with everything it was told and answered at hand. */
import type { EngineSettings } from '../../src/core/engine/index.ts';
import type { SimulationSettings } from '../../src/core/simulation/index.ts';
import { type Candle, type Command, type Instrument, decimal, formatDecimal } from '../../src/domain/index.ts';
import { RunRecorder } from '../../src/research/backtest/index.ts';
import { type SimulatedRun, createSimulatedRun, runStarted } from '../../src/runtime/index.ts';
import { NO_FRICTION, START_MS, anInstrument } from './build.ts';

export interface TestRun extends SimulatedRun {
  readonly recorder: RunRecorder;
  readonly commands: Command[];
  play(candles: readonly Candle[]): void;
  /** `side quantity price` of every fill. */
  fills(): string[];
}

export function aRun(
  settings: EngineSettings,
  options: { instruments?: readonly Instrument[]; simulation?: Partial<SimulationSettings>; cash?: string } = {},
): TestRun {
  const instruments = options.instruments ?? [anInstrument()];
  const commands: Command[] = [];
  const recorder = new RunRecorder(() => run.writer.timeMs);
  const balances = { USDT: decimal(options.cash ?? '10000') };
  const run = createSimulatedRun({
    settings,
    simulation: { ...NO_FRICTION, ...options.simulation },
    instruments,
    balances,
    observer: recorder,
    onCommand: (command) => commands.push(command),
  });
  run.writer.handle(
    runStarted({ mode: 'test', commit: 'test', configHash: 'test', seed: 1, runId: 'c0' }, instruments, balances),
    START_MS,
  );
  return {
    ...run,
    recorder,
    commands,
    play: (candles) => {
      for (const candle of candles) run.driver.close(0, candle);
    },
    fills: () =>
      recorder.fills.map(({ fill, order }) =>
        [order.request.side, formatDecimal(fill.quantity), formatDecimal(fill.price)].join(' '),
      ),
  };
}
