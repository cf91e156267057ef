/** Settings as a start would find them, with what a run that has something open keeps. */
import { existsSync } from 'node:fs';
import type { CommandResult } from '../../delivery/cli/index.ts';
import { type OrderStatus, type Result, err, ok } from '../../domain/index.ts';
import type { ProjectionReader } from '../../ports/index.ts';
import { loadCommandSettings, settingsFailure } from '../parts/load-command-settings.ts';
import { keptSettings } from '../parts/run/kept-settings.ts';
import type { RunRecord } from '../parts/run/run-record.ts';
import { type Settings, formatProblem, reloadSettings } from '../settings/index.ts';

const WORKING: readonly OrderStatus[] = ['submitted', 'unknown', 'open', 'partiallyFilled'];

/** What the tables of the database say of it: a bot that is running is asked by its own API. */
export async function settingsInForce(flags: Readonly<Record<string, string>>): Promise<CommandResult<Settings>> {
  const loaded = loadCommandSettings({ flags });
  if (!loaded.ok) return loaded;
  const record = await openRunOf(loaded.value.storage.databasePath);
  if (record === undefined) return loaded;
  const kept = reloadSettings(loaded.value, keptSettings(record, loaded.value));
  return kept.ok ? kept : err(settingsFailure(kept.error.map(formatProblem)));
}

/** A database that cannot be read keeps nothing, and says why when it is started. */
async function openRunOf(path: string): Promise<RunRecord | undefined> {
  if (!existsSync(path)) return undefined;
  // Most settings are looked at where there is no database yet.
  const { readRecords } = await import('./records.ts');
  const found = await readRecords(
    path,
    async ({ reader, record }): Promise<Result<RunRecord | undefined, never>> =>
      ok(record && (await isOpen(reader)) ? record : undefined),
  );
  return found.ok ? found.value : undefined;
}

async function isOpen(reader: ProjectionReader): Promise<boolean> {
  const [positions, orders] = await Promise.all([
    reader.positions({ isOpen: true, limit: 1 }),
    reader.orders({ statuses: WORKING, limit: 1 }),
  ]);
  return positions.length + orders.length > 0;
}
