import { describe, expect, it } from 'vitest';
import { printTable, printable } from './print-table.ts';
import { createTerminal } from './terminal.ts';

async function shown(rows: readonly (readonly string[])[]): Promise<string[]> {
  let out = '';
  const terminal = createTerminal({ write: (text) => (out += text) }, { write: () => undefined });
  await printTable(terminal, { head: ['name', 'value'], rows, rightAligned: [1] });
  return out.trimEnd().split('\n');
}

describe('a table', () => {
  it('aligns numbers at the right and leaves no blanks at the end of lines', async () => {
    const lines = await shown([
      ['a', '1.00'],
      ['longer', '1,000.00'],
    ]);
    expect(lines).toEqual(['name       value', 'a           1.00', 'longer  1,000.00']);
  });

  it('shows text that would steer a terminal as text', async () => {
    expect(printable('a\u001b[2Jb\rc\u0007')).toBe(String.raw`a\x1b[2Jb\rc\x07`);
    expect((await shown([['\u001b[31mred', '1']])).join('')).not.toContain('\u001b');
  });
});
