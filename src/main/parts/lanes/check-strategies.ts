import type { CommandResult } from '../../../delivery/cli/index.ts';
import { Engine, StrategySetupError } from '../../../core/engine/index.ts';
import { err, ok } from '../../../domain/index.ts';
import { runStarted } from '../../../runtime/index.ts';
import { composeEngineSettings } from '../engine-settings.ts';
import { simulatedIdentity } from '../identity.ts';
import { composeInstruments, startingBalances } from '../instruments.ts';
import { composeLanes } from './lanes.ts';
import type { Settings } from '../../settings/index.ts';
import { settingsFailure } from '../load-command-settings.ts';

/**
 * Starts a run that leaves no trace: strategies that cannot start, parameters out of range and symbols that do not go
 * together show here, before a journal holds a beginning that nothing can follow.
 */
export async function checkStrategies(settings: Settings): Promise<CommandResult<undefined>> {
  const { initialCapital } = settings.mode;
  const lanes = await composeLanes(settings);
  const composed = await composeInstruments(settings, []);
  if (!lanes.ok || !composed.ok) {
    return err(settingsFailure([...(lanes.ok ? [] : lanes.error), ...(composed.ok ? [] : composed.error)]));
  }
  const { instruments } = composed.value;
  const engine = new Engine(composeEngineSettings(settings, lanes.value));
  const balances = startingBalances(instruments, initialCapital);
  const event = runStarted(simulatedIdentity(settings, 'check', 1), instruments, balances);
  try {
    engine.apply({ sequence: 1, timeMs: 0, event });
    return ok(undefined);
  } catch (error) {
    if (error instanceof StrategySetupError) return err(settingsFailure([error.message]));
    throw error;
  }
}
