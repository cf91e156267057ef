import { type Database, openDatabase } from '../../adapters/storage/index.ts';
import type { CommandResult } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import { loadCommandSettings } from '../parts/load-command-settings.ts';
import { storageProblem } from '../parts/storage-problem.ts';

/** Path of the database to look into: what was said, or what the settings say. */
function databasePathOr(path: string | undefined): CommandResult<string> {
  if (path !== undefined) return ok(path);
  const settings = loadCommandSettings({ flags: {} });
  return settings.ok ? ok(settings.value.storage.databasePath) : settings;
}

/** For reading only: a bot that writes to it is not disturbed. */
export function openRecorded(path: string | undefined): CommandResult<Database> {
  const chosen = databasePathOr(path);
  if (!chosen.ok) return chosen;
  const opened = openDatabase(chosen.value, { readonly: true });
  return opened.ok ? ok(opened.value) : err(storageProblem(opened.error));
}
