import type { SettingOverride, SettingOverrides } from '../../ports/setting-overrides.ts';
import type { Database } from './database.ts';
import { OVERRIDES_TABLE } from './integrity/keeper.ts';
import type { RowWriter, SqlValue } from './sql.ts';
import { WriteQueue } from './write-queue.ts';

const WAITING_WRITES = 10_000;

/** All overrides are held in memory: there are few, and they are asked for often. */
export class SqliteSettingOverrides implements SettingOverrides {
  readonly #database: Database;
  readonly #queue: WriteQueue;
  readonly #upsert: RowWriter;
  readonly #delete: RowWriter;
  readonly #byKey: Map<string, SettingOverride>;

  /** @throws StorageFailure when the storage cannot be read. */
  constructor(database: Database) {
    const { connection } = database;
    this.#database = database;
    this.#queue = new WriteQueue(database, WAITING_WRITES);
    this.#upsert = database.rowWriter(
      OVERRIDES_TABLE,
      `INSERT INTO setting_overrides (key, value, actor, time_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, actor = excluded.actor, time_ms = excluded.time_ms`,
    );
    const remove = connection.prepare<SqlValue[]>('DELETE FROM setting_overrides WHERE key = ?');
    this.#delete = database.integrity?.summedDelete(OVERRIDES_TABLE, remove) ?? remove;
    const rows = database.read(() =>
      connection
        .prepare<[], SettingOverride>('SELECT key, value, actor, time_ms AS "timeMs" FROM setting_overrides')
        .all(),
    );
    this.#byKey = new Map(rows.map((row) => [row.key, row]));
  }

  async get(key: string): Promise<SettingOverride | undefined> {
    return this.#byKey.get(key);
  }

  async all(): Promise<readonly SettingOverride[]> {
    return [...this.#byKey.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  }

  async set(override: SettingOverride): Promise<void> {
    const { key, value, actor, timeMs } = override;
    this.#queue.add(this.#upsert, [key, value, actor, timeMs]);
    this.#byKey.set(key, { key, value, actor, timeMs });
    this.#database.commit();
  }

  async remove(key: string): Promise<void> {
    this.#queue.add(this.#delete, [key]);
    this.#byKey.delete(key);
    this.#database.commit();
  }
}
