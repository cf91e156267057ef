/** Splitting a line of text into cells: for headers and error messages, not for the millions of rows. */

export const DELIMITERS = [',', ';', '\t', '|'] as const;

export type Delimiter = (typeof DELIMITERS)[number];

/** Cells of one line, trimmed, without their quotes; `""` inside quotes is one quote. */
export function splitCells(line: string, delimiter: Delimiter): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index] ?? '';
    if (character === '"') {
      if (isQuoted && line[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else {
        isQuoted = !isQuoted;
      }
    } else if (character === delimiter && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else {
      cell += character;
    }
  }
  cells.push(cell.trim());
  return cells;
}

const MAX_SHOWN = 40;

/** A cell as error messages show it: control characters made visible, cut after 40 characters. */
export function shownCell(text: string): string {
  // oxlint-disable-next-line no-control-regex -- making them visible is the purpose
  const visible = text.replace(/[\u0000-\u001f\u007f]/g, '·');
  return visible.length > MAX_SHOWN ? `${visible.slice(0, MAX_SHOWN)}…` : visible;
}
