import { describe, expect, it } from 'vitest';
import { createTerminal } from './terminal.ts';

function printed(text: string, isTTY: boolean): string {
  let out = '';
  const stream = { isTTY, write: (piece: string) => (out += piece) };
  createTerminal(stream, stream).print(text);
  return out;
}

const STEERING = '\x1b[2J\x1b]0;title\x07\x9b31m\rgone\u202eback\u2028';
const SEEN = String.raw`\x1b[2J\x1b]0;title\x07\x9b31m\rgone\u202eback\u2028`;

describe('what a command prints', () => {
  it.each([true, false])('is shown and not obeyed (terminal: %s)', (isTTY) => {
    expect(printed(`one\n${STEERING}\n`, isTTY)).toBe(`one\n${SEEN}\n`);
  });

  it('has its colors in a terminal, and only there', () => {
    expect(printed(`\x1b[31mred\x1b[39m ${STEERING}`, true)).toBe(`\x1b[31mred\x1b[39m ${SEEN}`);
    expect(printed('\x1b[31mred', false)).toBe(String.raw`\x1b[31mred`);
  });
});
