import type { TimeRange } from '../../../ports/projections.ts';
import { assert } from '../../../domain/assert.ts';
import type { SqlValue } from '../sql.ts';

const DEFAULT_LIMIT = 100;

/** Conditions of one SELECT; an absent value is no condition. Columns are names of ours, values are always bound. */
export class Query {
  readonly values: SqlValue[] = [];
  readonly #conditions: string[] = [];

  equals(column: string, value: SqlValue | undefined): this {
    return this.#compare(column, '=', value);
  }

  anyOf(column: string, values: readonly SqlValue[] | undefined): this {
    if (values === undefined) return this;
    // An empty list is a condition that nothing meets.
    this.#conditions.push(values.length === 0 ? '1 = 0' : `${column} IN (${values.map(() => '?').join(', ')})`);
    this.values.push(...values);
    return this;
  }

  isAbsent(column: string, isAbsent: boolean | undefined): this {
    if (isAbsent !== undefined) this.#conditions.push(`${column} IS ${isAbsent ? '' : 'NOT '}NULL`);
    return this;
  }

  since(column: string, value: SqlValue | undefined): this {
    return this.#compare(column, '>=', value);
  }

  within(column: string, { fromMs, toMs }: TimeRange): this {
    return this.#compare(column, '>=', fromMs).#compare(column, '<', toMs);
  }

  get where(): string {
    return this.#conditions.length === 0 ? '' : `WHERE ${this.#conditions.join(' AND ')}`;
  }

  /** The last thing asked of a query: its values come after those of the conditions. */
  page({ limit = DEFAULT_LIMIT, offset = 0 }: { readonly limit?: number; readonly offset?: number }): string {
    for (const [name, value] of Object.entries({ limit, offset })) {
      assert(Number.isSafeInteger(value) && value >= 0, () => `${name} must be 0, 1, 2 …, value was ${value}`);
    }
    this.values.push(limit, offset);
    return 'LIMIT ? OFFSET ?';
  }

  #compare(column: string, operator: string, value: SqlValue | undefined): this {
    if (value === undefined) return this;
    this.#conditions.push(`${column} ${operator} ?`);
    this.values.push(value);
    return this;
  }
}
