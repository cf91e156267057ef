import { createHash } from 'node:crypto';
import type { Database } from '../database.ts';
import { PROJECTION_TABLES } from './tables/index.ts';

/** One hash over every row of every projection: equal when two databases hold byte-identical tables. */
export function projectionDigest(database: Database): string {
  const hash = createHash('sha256');
  database.read(() => {
    for (const { name, columns, key } of PROJECTION_TABLES) {
      hash.update(`\n${name}`);
      const select = `SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${key.join(', ')}`;
      for (const row of database.connection.prepare(select).raw().iterate()) hash.update(`\n${JSON.stringify(row)}`);
    }
  });
  return hash.digest('hex');
}
