import { visibleText } from '../../domain/text.ts';
import type { Terminal } from './terminal.ts';

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns whose cells end at the right, as numbers do. */
  readonly rightAligned?: readonly number[];
  /** Colors a cell of the given column. */
  readonly paint?: (cell: string, column: number) => string;
}

/** A table without lines around every cell: it survives being copied into a chat. */
export async function printTable(terminal: Terminal, { head, rows, rightAligned = [], paint }: Table): Promise<void> {
  const { default: CliTable } = await import('cli-table3');
  const table = new CliTable({
    head: head.map((title) => terminal.colors.bold(title)),
    colAligns: head.map((_, column) => (rightAligned.includes(column) ? 'right' : 'left')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: NO_LINES,
  });
  table.push(...rows.map((row) => row.map((cell, column) => (paint ?? unpainted)(printable(cell), column))));
  const text = table.toString().replace(/[ \t]+$/gm, '');
  terminal.print(`${text}\n`);
}

const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid', 'middle']
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .map((name) => [name, '']),
);

/** Text from files and venues must not steer the terminal. */
export function printable(cell: string): string {
  return visibleText(cell, '\n');
}

function unpainted(cell: string): string {
  return cell;
}
