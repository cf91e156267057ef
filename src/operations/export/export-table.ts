import { visibleJson } from '../../domain/text.ts';
import { csvLine } from '../../research/reports/csv.ts';
import type { Records } from '../records.ts';
import { EXPORT_COLUMNS, type ExportRow, exportRows } from './export-rows.ts';
import type { ExportName } from './exports.ts';

export type ExportFormat = 'csv' | 'json';

export interface TableExport {
  /** The whole document, in pieces that are worth a write each. */
  readonly text: AsyncIterable<string>;
  /** How many rows there were in what has been taken of the text. */
  rowCount(): number;
}

const PIECE_CHARACTERS = 64 * 1024;

/** One table as a document: CSV that is safe to open in a spreadsheet, or a JSON list. */
export function exportTable(name: ExportName, format: ExportFormat, records: Records): TableExport {
  let count = 0;
  const counted = async function* (): AsyncIterable<ExportRow> {
    for await (const row of exportRows(name, records)) {
      count += 1;
      yield row;
    }
  };
  const lines = format === 'csv' ? csv(EXPORT_COLUMNS[name], counted()) : json(counted());
  return { text: inPieces(lines), rowCount: () => count };
}

async function* csv(columns: readonly string[], rows: AsyncIterable<ExportRow>): AsyncIterable<string> {
  yield csvLine(columns);
  for await (const row of rows) yield csvLine(columns.map((column) => String(row[column] ?? '')));
}

async function* json(rows: AsyncIterable<ExportRow>): AsyncIterable<string> {
  let separator: '[\n' | ',\n' = '[\n';
  for await (const row of rows) {
    yield separator + visibleJson(JSON.stringify(row));
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

async function* inPieces(lines: AsyncIterable<string>): AsyncIterable<string> {
  let waiting = '';
  for await (const line of lines) {
    waiting += line;
    if (waiting.length < PIECE_CHARACTERS) continue;
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') yield waiting;
}
