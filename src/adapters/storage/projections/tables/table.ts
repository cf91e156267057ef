import { type Decimal, decimal, formatDecimal } from '../../../../domain/decimal.ts';
import { assert } from '../../../../domain/assert.ts';
import type { SqlValue } from '../../sql.ts';

export type SqlRow = Readonly<Record<string, SqlValue>>;

/** One projection: its columns in the order in which values are bound, and how a row is read back. */
export interface ProjectionTable<Row> {
  readonly name: string;
  readonly columns: readonly string[];
  /** What makes a row the same row. */
  readonly key: readonly string[];
  /** A number that grows from row to row: a row beyond the highest replaces none. */
  readonly ascending?: string;
  /** What happens to a row that is there already. */
  readonly onConflict: 'replace' | 'keep';
  readonly toRow: (columns: SqlRow) => Row;
}

/** An insert with one parameter per column. */
export function writeSql(table: ProjectionTable<unknown>): string {
  const { name, columns, key } = table;
  const others = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
  const action = table.onConflict === 'keep' ? 'NOTHING' : `UPDATE SET ${others.join(', ')}`;
  const places = columns.map(() => '?').join(', ');
  return `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${places}) ON CONFLICT (${key.join(', ')}) DO ${action}`;
}

/** A float64 that must exist: SQLite would store NaN as an absent value. */
export function finite(name: string, value: number): number {
  assert(Number.isFinite(value), () => `${name} must be a finite number, value was ${value}`);
  return value;
}

export function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

export function decimalOrNull(value: Decimal | undefined): string | null {
  return value === undefined ? null : formatDecimal(value);
}

/** Reads an exact amount; the caller names its unit. */
export function exact(value: SqlValue | undefined): Decimal {
  return decimal(String(value));
}

export function exactOrUndefined(value: SqlValue | undefined): Decimal | undefined {
  return typeof value === 'string' ? exact(value) : undefined;
}

export function numberOrUndefined(value: SqlValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function textOrUndefined(value: SqlValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
