import { DEFAULT_ENGINE_LIMITS, type EngineSettings, type LaneSpec } from '../../core/engine/index.ts';
import { durationMs } from '../../domain/index.ts';
import { type Settings, toCoreSettings } from '../settings/index.ts';

/** What the engine is configured with, from what people configured. */
export function composeEngineSettings(settings: Settings, lanes: readonly LaneSpec[]): EngineSettings {
  return { ...settingsWithoutLanes(settings), lanes };
}

/** The part of it that is plain data. */
export function settingsWithoutLanes(settings: Settings): Omit<EngineSettings, 'lanes'> {
  const { risk, exits, size, simulation, idempotency, orderMaxAgeMs, isTradingEnabled } = toCoreSettings(settings);
  const { spreadBps, slippageBps, depthQuotePerBps } = simulation;
  const intervalMs = durationMs(settings.mode.timeframe);
  return {
    ...DEFAULT_ENGINE_LIMITS,
    intervalMs,
    risk,
    exits,
    size,
    isTradingEnabled,
    ...exitSlicesOf(settings),
    takingCosts: { spreadBps, slippageBps, depthQuotePerBps },
    idempotency,
    // The simulated venue says at once that it has an order which is still on its way; its age begins when it is there.
    orderMaxAgeMs: orderMaxAgeMs + simulation.latencyCandles * intervalMs + simulation.latencyMs,
  };
}

/** Only a book whose depth is known can be too thin. */
function exitSlicesOf({ exits, simulation: { depthQuotePerBps } }: Settings): Pick<EngineSettings, 'exitSlices'> {
  const { slippageCeilingRatio: ceilingRatio, sliceStepMs: stepMs } = exits;
  if (ceilingRatio === undefined || depthQuotePerBps === 0) return {};
  return { exitSlices: { ceilingRatio, stepMs } };
}
