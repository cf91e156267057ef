import { Engine } from '../../../core/engine/index.ts';
import type { CommandResult } from '../../../delivery/cli/index.ts';
import { err, ok } from '../../../domain/index.ts';
import type { RecordedRun } from '../../../operations/index.ts';
import { composeEngineSettings } from '../engine-settings.ts';
import type { ChangedSettings } from '../../../runtime/index.ts';
import { orderLanes } from '../lanes/lane-order.ts';
import { composeLanes } from '../lanes/lanes.ts';
import { settingsFailure } from '../load-command-settings.ts';
import { recordedSettings } from './recorded-settings.ts';
import { formatProblem } from '../../settings/index.ts';

/** The environment has no say: the run is told again as it was. */
export async function createReplayEngines(
  run: RecordedRun,
  changed?: ChangedSettings,
): Promise<CommandResult<() => Engine>> {
  const entries = Object.entries({ ...run.settings, ...Object.fromEntries(changed?.settings ?? []) });
  const overrides = Object.fromEntries(entries.flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
  const settings = recordedSettings(overrides);
  if (!settings.ok)
    return err(settingsFailure(settings.error.map(formatProblem), 'replay it with the version that recorded it'));
  const lanes = await composeLanes(settings.value);
  if (!lanes.ok) return err(settingsFailure(lanes.error));
  const engineSettings = composeEngineSettings(settings.value, orderLanes(changed?.lanes ?? [], lanes.value));
  return ok(() => new Engine(engineSettings));
}
