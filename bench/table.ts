import type { Row } from './row.ts';

const COLUMNS = ['id', 'task', 'ours', 'peer', 'ratio', 'goal', 'met?'] as const;

export function printableTable(rows: readonly Row[]): string {
  const cells = rows.map(({ id, task, ours, peer, ratio, goal, isMet }) => [
    id,
    task,
    ours,
    peer,
    ratio,
    goal,
    isMet === undefined ? '–' : isMet ? 'yes' : 'NO',
  ]);
  return markdownTable(COLUMNS, cells);
}

/** A Markdown table with columns of equal width, so that it reads as well in a terminal. */
export function markdownTable(columns: readonly string[], cells: readonly (readonly string[])[]): string {
  const widths = columns.map((title, at) => Math.max(title.length, ...cells.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}
