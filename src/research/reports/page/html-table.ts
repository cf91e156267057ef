import { escapeXml } from '../drawing/index.ts';

/** A cell: plain text, or finished markup with class names. */
export type Cell = string | { readonly html: string; readonly look?: string };

export interface HtmlTable {
  readonly head: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
  readonly look?: string;
}

/** A table that scrolls on its own where the page is too narrow. Texts are escaped here. */
export function htmlTable({ head, rows, look }: HtmlTable): string {
  const body = rows.map((row) => `<tr>${row.map((cell) => element('td', cell)).join('')}</tr>`).join('');
  const attribute = look === undefined ? '' : ` class="${look}"`;
  const header = head.map((cell) => element('th', cell)).join('');
  return `<div class="wide"><table${attribute}><thead><tr>${header}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** A cell aligned right, coloured by the sign of `value` when one is given. */
export function numberCell(text: string, value?: number | null): Cell {
  const sign = value === undefined || value === null || value === 0 ? '' : value > 0 ? ' up' : ' down';
  return { html: escapeXml(text), look: `n${sign}` };
}

/** Text that explains itself when pointed at. */
export function explained(text: string, explanation: string): Cell {
  return { html: `<abbr title="${escapeXml(explanation)}">${escapeXml(text)}</abbr>` };
}

function element(tag: 'td' | 'th', cell: Cell): string {
  if (typeof cell === 'string') return `<${tag}>${escapeXml(cell)}</${tag}>`;
  return cell.look === undefined
    ? `<${tag}>${cell.html}</${tag}>`
    : `<${tag} class="${cell.look}">${cell.html}</${tag}>`;
}
