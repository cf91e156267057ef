export type SqlValue = string | number | bigint | null;

/** What of a statement is needed to write a row; `changes` is 0 when the row was there and stayed. */
export interface RowWriter {
  run(...values: SqlValue[]): { readonly changes: number };
}

export const UPSERT_META =
  'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
