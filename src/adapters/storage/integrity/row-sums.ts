import type Sqlite from 'better-sqlite3';
import type { SqlValue } from '../sql.ts';

/** A table of which every row is added up, in columns that stand for the whole row. */
export interface SummedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** A number that grows from row to row: a row beyond the highest replaces none. */
  readonly ascending?: string;
  /** Rows that are not added up. */
  readonly except?: string;
}

export interface TableSum {
  readonly rows: number;
  /** The hashes of all rows, added up modulo 2^48: the order of rows and of their writing makes no difference. */
  readonly sum: number;
}

export const EMPTY_SUM: TableSum = { rows: 0, sum: 0 };

const MODULUS = 2 ** 48;
const UPPER_BITS = 0xff_ff;
const WORD = 2 ** 32;

/** Odd numbers with their bits well spread: multiplying by them loses nothing and reaches every higher bit. */
const FACTORS = { low: 0x9e_37_79_b1, high: 0x5f_35_64_95, end: 0x85_eb_ca_6b } as const;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/**
 * 48 bits over a row as it will be read back. A hash for damage and not against forgers, who could add up anew whatever
 * they write: without a call out of the engine it costs a tenth of what SHA-256 does for so few bytes.
 */
export function rowHash(table: string, values: readonly SqlValue[]): number {
  let low = textHash(table, FACTORS.low);
  let high = textHash(table, FACTORS.high);
  for (const value of values) {
    if (value === null) {
      low = mixed(low, 1, FACTORS.low);
      high = mixed(high, 1, FACTORS.high);
    } else if (typeof value === 'string') {
      // The driver writes UTF-8, which has no lone surrogates.
      const text = value.isWellFormed() ? value : value.toWellFormed();
      low = textHash(text, mixed(low, 2, FACTORS.low), FACTORS.low);
      high = textHash(text, mixed(high, 2, FACTORS.high), FACTORS.high);
    } else {
      // Negative zero is read back as zero.
      double[0] = Number(value) + 0;
      low = mixed(mixed(mixed(low, 3, FACTORS.low), words[0] as number, FACTORS.low), words[1] as number, FACTORS.low);
      high = mixed(
        mixed(mixed(high, 3, FACTORS.high), words[0] as number, FACTORS.high),
        words[1] as number,
        FACTORS.high,
      );
    }
  }
  return ((ended(high) ^ low) & UPPER_BITS) * WORD + ((ended(low) ^ high) >>> 0);
}

function mixed(state: number, word: number, factor: number): number {
  const next = Math.imul(state ^ word, factor);
  return next ^ (next >>> 15);
}

function textHash(text: string, seed: number, factor: number = seed): number {
  let state = seed ^ text.length;
  for (let at = 0; at < text.length; at += 1) state = mixed(state, text.charCodeAt(at), factor);
  return state;
}

function ended(state: number): number {
  const next = Math.imul(state ^ (state >>> 16), FACTORS.end);
  return next ^ (next >>> 13);
}

export function withRow({ rows, sum }: TableSum, added: number): TableSum {
  return { rows: rows + 1, sum: (sum + added) % MODULUS };
}

export function withoutRow({ rows, sum }: TableSum, removed: number): TableSum {
  return { rows: rows - 1, sum: (sum - removed + MODULUS) % MODULUS };
}

/** Adds a whole table up; yields now and then, so that others may have their turn. */
export function* addUp(connection: Sqlite.Database, table: SummedTable): Generator<undefined, TableSum> {
  const { name, columns, except } = table;
  const select = `SELECT ${columns.join(', ')} FROM ${name} ${except === undefined ? '' : `WHERE NOT (${except})`}`;
  let total = EMPTY_SUM;
  for (const row of connection.prepare<[], SqlValue[]>(select).raw().iterate()) {
    total = withRow(total, rowHash(name, row));
    if (total.rows % YIELD_ROWS === 0) yield;
  }
  return total;
}

const YIELD_ROWS = 1000;
