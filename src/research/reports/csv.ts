import { visibleText } from '../../domain/text.ts';

/**
 * One cell after RFC 4180, in one line and with every character in sight. Text that a spreadsheet would run as a formula (it begins with = + - @ tab or return, and is
 * not a number) gets an apostrophe in front, and quotes.
 */
export function csvCell(text: string): string {
  const value = visibleText(text);
  const isFormula = /^[=+\-@\t\r]/.test(value) && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
  const safe = isFormula ? `'${value}` : value;
  return isFormula || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}
