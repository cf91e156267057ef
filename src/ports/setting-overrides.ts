/** Settings that were changed while the program ran; they outlive a restart. A server may keep them. */

export interface SettingOverride {
  readonly key: string;
  readonly value: string;
  readonly actor: string;
  readonly timeMs: number;
}

export interface SettingOverrides {
  get(key: string): Promise<SettingOverride | undefined>;
  /** In the order of their keys. */
  all(): Promise<readonly SettingOverride[]>;
  /**
   * In force at once; resolves when it is durable.
   * Rejects with StorageFailure when the storage did not take it; it is kept and written with the next commit.
   */
  set(override: SettingOverride): Promise<void>;
  /** Back to what the configuration says. Resolves and rejects as `set` does. */
  remove(key: string): Promise<void>;
}
