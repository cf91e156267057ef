import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { openProjectionReader } from '../../adapters/storage/index.ts';
import type { CommandResult, ExportRequest } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import { StorageFailure } from '../../ports/index.ts';
import { csvLine } from '../../research/reports/csv.ts';
import { EXPORT_COLUMNS, type ExportRow, exportRows } from './export-rows.ts';
import { openRecorded } from './open-recorded.ts';
import { storageProblem } from '../parts/storage-problem.ts';
import { writeProblem } from '../parts/write-output.ts';

const CHUNK_CHARACTERS = 64 * 1024;

/** Writes one table; a file appears only when it is complete. */
export async function exportTable(request: ExportRequest): Promise<CommandResult<{ readonly rows: number }>> {
  const { name, format, out, databasePath, print } = request;
  const opened = openRecorded(databasePath);
  if (!opened.ok) return opened;
  const database = opened.value;
  const reader = openProjectionReader(database.path);
  try {
    if (!reader.ok) return err(storageProblem(reader.error));
    const rows = exportRows(name, reader.value, database);
    const pieces = format === 'csv' ? csv(EXPORT_COLUMNS[name], rows) : json(rows);
    return ok({ rows: out === undefined ? await printAll(pieces, print) : await writeAll(pieces, out) });
  } catch (error) {
    if (error instanceof StorageFailure) return err(storageProblem(error));
    if (error instanceof Error && 'syscall' in error && out !== undefined) {
      return err({ kind: 'io', problems: [writeProblem(out, error)] });
    }
    throw error;
  } finally {
    if (reader.ok) reader.value.close();
    database.close();
  }
}

interface Piece {
  readonly text: string;
  readonly rows: number;
}

async function* csv(columns: readonly string[], rows: AsyncIterable<ExportRow>): AsyncIterable<Piece> {
  yield { text: csvLine(columns), rows: 0 };
  for await (const row of rows) yield { text: csvLine(columns.map((column) => String(row[column] ?? ''))), rows: 1 };
}

async function* json(rows: AsyncIterable<ExportRow>): AsyncIterable<Piece> {
  let separator: '[\n' | ',\n' = '[\n';
  for await (const row of rows) {
    yield { text: separator + JSON.stringify(row), rows: 1 };
    separator = ',\n';
  }
  yield { text: separator === '[\n' ? '[]\n' : '\n]\n', rows: 0 };
}

async function printAll(pieces: AsyncIterable<Piece>, print: (text: string) => void): Promise<number> {
  let count = 0;
  let waiting = '';
  for await (const { text, rows } of pieces) {
    count += rows;
    waiting += text;
    if (waiting.length < CHUNK_CHARACTERS) continue;
    print(waiting);
    waiting = '';
  }
  print(waiting);
  return count;
}

async function writeAll(pieces: AsyncIterable<Piece>, path: string): Promise<number> {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  const file = openSync(draft, 'w');
  try {
    const count = await printAll(pieces, (text) => writeSync(file, text));
    closeSync(file);
    renameSync(draft, path);
    return count;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
