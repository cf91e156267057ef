import { createHash } from 'node:crypto';
import type { RunIdentity } from '../../runtime/index.ts';
import { type Settings, settingsHash } from '../settings/index.ts';
import { COMMIT, VERSION } from '../version.ts';
import { describeTradingSettings } from './run/run-record.ts';

/** Where candles come from and how the run is called: no order of a simulated venue depends on it. */
const NOT_IN_THE_NAME: ReadonlySet<string> = new Set(['MODE', 'REPLAY_FILE']);

/**
 * Names a simulated run after its settings, so that the same settings on the same candles give the same order ids in
 * backtest and paper. A later run in the same journal is named after its place in it as well.
 */
export function simulatedIdentity(settings: Settings, mode: string, firstSequence: number): RunIdentity {
  const named = Object.entries(describeTradingSettings(settings)).filter(([key]) => !NOT_IN_THE_NAME.has(key));
  const place = firstSequence <= 1 ? '' : `:${firstSequence}`;
  const digest = createHash('sha256')
    .update(`${JSON.stringify(named)}${place}`)
    .digest('hex');
  return {
    mode,
    commit: COMMIT,
    version: VERSION,
    configHash: settingsHash(settings),
    seed: settings.simulation.seed,
    runId: `c${digest.slice(0, 8)}`,
  };
}
