/** Settings that were changed while the program ran; they outlive a restart. */

export interface SettingOverride {
  readonly key: string;
  readonly value: string;
  readonly actor: string;
  readonly timeMs: number;
}

export interface SettingOverrides {
  get(key: string): SettingOverride | undefined;
  /** In the order of their keys. */
  all(): readonly SettingOverride[];
  /**
   * In force at once and durable on return.
   * @throws StorageFailure when the storage did not take it; it is kept and written with the next commit.
   */
  set(override: SettingOverride): void;
  /** Back to what the configuration says. Throws as `set` does. */
  remove(key: string): void;
}
