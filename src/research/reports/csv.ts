/**
 * One cell after RFC 4180. Text that a spreadsheet would run as a formula (it begins with = + - @ tab or return, and is
 * not a number) gets an apostrophe in front, and quotes.
 */
export function csvCell(value: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(value) && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
  const safe = isFormula ? `'${value}` : value;
  return isFormula || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}
