import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDotenv } from './dotenv.ts';

function valuesOf(text: string) {
  return Object.fromEntries(parseDotenv(text).entries.map(({ key, value }) => [key, value]));
}

describe('parseDotenv', () => {
  it.each([
    ['a bare value', 'A=1', { A: '1' }],
    ['spaces around the equals sign', 'A = 1 ', { A: '1' }],
    ['export', 'export A=1', { A: '1' }],
    ['comments and empty lines', '# A=0\n\n  # B\nA=1 # one', { A: '1' }],
    ['a # inside a word', 'A=a#b', { A: 'a#b' }],
    ['an empty value', 'A=\nB= # nothing', { A: '', B: '' }],
    ['an equals sign in the value', 'A=a=b==', { A: 'a=b==' }],
    ['a literal quotation', "A='a # \\n $B' # end", { A: 'a # \\n $B' }],
    ['escapes', 'A="a\\n\\"b\\" \\\\ \\$ \\x"', { A: 'a\n"b" \\ $ \\x' }],
    ['several lines', 'A="one\ntwo"\nB=2', { A: 'one\ntwo', B: '2' }],
    ['a byte order mark and Windows lines', '\uFEFFA=1\r\nB="x\r\ny"\r\n', { A: '1', B: 'x\ny' }],
    ['an apostrophe inside a bare value', "A=don't\nB=2", { A: "don't", B: '2' }],
    ['the same key with the same value', 'A=1\nA=1', { A: '1' }],
  ])('reads %s', (_, text, expected) => {
    expect(parseDotenv(text).problems).toEqual([]);
    expect(valuesOf(text)).toEqual(expected);
  });

  it('names every bad line and still reads the good ones', () => {
    const { entries, problems } = parseDotenv('A=1\nnonsense\n1A=2\nB="x" y\nC=3\nA=4\nD="open\nE=5');
    expect(problems).toEqual([
      { line: 2, message: 'is not KEY=value; a comment begins with #' },
      { line: 3, message: 'is not KEY=value; a comment begins with #' },
      { line: 4, message: 'has text after the closing quotation mark' },
      { line: 6, message: 'sets A again, to another value than line 1' },
      { line: 7, message: 'opens a " that is never closed' },
    ]);
    expect(entries.map(({ key, line }) => [key, line])).toEqual([
      ['A', 1],
      ['C', 5],
      ['E', 8],
    ]);
  });

  it('counts lines past a quotation of several lines', () => {
    expect(parseDotenv('A="1\n2\n3"\nbad').problems[0]?.line).toBe(4);
  });

  it('never repeats the content of a bad line', () => {
    const { problems } = parseDotenv('canary-secret\nA="canary-secret\nB="x" canary-secret');
    expect(problems.length).toBeGreaterThan(1);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });

  it('gives back any text that was quoted', () => {
    const tricky = fc.constantFrom('a', '"', "'", '\\', '\n', '#', '$', ' ', '=', 'é', 'n');
    fc.assert(
      fc.property(fc.string({ unit: tricky }), (text) => {
        const quoted = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
        expect(valuesOf(`A="${quoted}" # end\nB=2`)).toEqual({ A: text, B: '2' });
      }),
    );
  });
});
