/** What a bot recorded, as documents that other programs read. */
export type { ExportName } from './exports.ts';
export { type ExportFormat, type TableExport, exportTable } from './export-table.ts';
