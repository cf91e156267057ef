import { createHash } from 'node:crypto';
import type { RunIdentity } from '../../runtime/index.ts';
import { type Settings, settingsHash } from '../config/index.ts';
import { COMMIT } from '../version.ts';

/**
 * Names a simulated run after its settings, so that the same settings on the same candles give the same order ids in
 * backtest and paper. A later run in the same journal is named after its place in it as well.
 */
export function simulatedIdentity(settings: Settings, mode: string, firstSequence: number): RunIdentity {
  const configHash = settingsHash(settings);
  const salted =
    firstSequence <= 1 ? configHash : createHash('sha256').update(`${configHash}:${firstSequence}`).digest('hex');
  return { mode, commit: COMMIT, configHash, seed: settings.simulation.seed, runId: `c${salted.slice(0, 8)}` };
}
