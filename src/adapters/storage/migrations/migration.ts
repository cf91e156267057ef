/** One step of the schema, in SQL that SQLite and PostgreSQL both take. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
