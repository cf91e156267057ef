import { type Database, MetaTable, SqliteJournal } from '../../adapters/storage/index.ts';
import type { Instrument } from '../../domain/index.ts';
import { readRunRecord } from '../parts/run-record.ts';

/** What the latest run trades, as its first entry says, by id. */
export function recordedInstruments(database: Database): ReadonlyMap<number, Instrument> {
  const record = readRunRecord(new MetaTable(database));
  if (!record) return new Map();
  for (const { entry } of new SqliteJournal(database).read(record.firstSequence)) {
    if (entry.event.type !== 'runStarted') break;
    return new Map(entry.event.instruments.map((instrument) => [instrument.id, instrument]));
  }
  return new Map();
}
