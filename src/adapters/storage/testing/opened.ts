import { onTestFinished } from 'vitest';
import { assert } from '../../../domain/assert.ts';
import type { StorageFailure } from '../../../ports/journal.ts';
import type { Database } from '../database.ts';
import { openDatabase } from '../open-database.ts';

/** An open database, closed when the test is over. */
export function opened(
  path: string,
  options: { readonly readonly?: boolean; readonly accepts?: boolean } = {},
): Database {
  const result = openDatabase(path, options);
  if (!result.ok) throw result.error;
  const database = result.value;
  onTestFinished(() => {
    if (database.failure === undefined) database.close();
    else database.connection.close();
  });
  return database;
}

/** Why the database did not open. */
export function openFailure(path: string, options: { readonly readonly?: boolean } = {}): StorageFailure {
  const result = openDatabase(path, options);
  if (result.ok) result.value.close();
  assert(!result.ok, () => `${path} must not open`);
  return result.error;
}
