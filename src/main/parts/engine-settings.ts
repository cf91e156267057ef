import { DEFAULT_ENGINE_LIMITS, type EngineSettings, type LaneSpec } from '../../core/engine/index.ts';
import { durationMs } from '../../domain/index.ts';
import { type Settings, toCoreSettings } from '../settings/index.ts';

/** What the engine is configured with, from what people configured. */
export function composeEngineSettings(settings: Settings, lanes: readonly LaneSpec[]): EngineSettings {
  return { ...settingsWithoutLanes(settings), lanes };
}

/** The part of it that is plain data. */
export function settingsWithoutLanes(settings: Settings): Omit<EngineSettings, 'lanes'> {
  const { risk, exits, size, simulation, idempotency, isTradingEnabled } = toCoreSettings(settings);
  return {
    ...DEFAULT_ENGINE_LIMITS,
    intervalMs: durationMs(settings.mode.timeframe),
    risk,
    exits,
    size,
    isTradingEnabled,
    expectedSlippageRatio: simulation.slippageBps / 10_000,
    idempotency,
  };
}
