import { describe, expect, it } from 'vitest';
import { importsOf } from './imports.ts';
import { splitSource } from './split-source.ts';
import { sourceFile } from './tree.ts';

describe('taking a source file apart', () => {
  it.each([
    ["const a = 'x // y';", "const a = '      ';"],
    ['a(); // tail', 'a();        '],
    ['const b = `x ${f({ c: 1 })} y`;', 'const b = `  {f({ c: 1 })} `;'],
    ['const r = /[/]"x/g; g();', 'const r = /     /g; g();'],
    ['const h = a / b; // c', 'const h = a / b;     '],
    ["const q = 'it\\'s'; k();", "const q = '     '; k();"],
  ])('blanks texts and comments of %s', (text, code) => {
    const split = splitSource(text);
    expect(split.code).toHaveLength(text.length);
    expect(split.code.replace(/\s+/g, ' ')).toBe(code.replace(/\s+/g, ' '));
  });

  it('tells comments with their lines', () => {
    expect(splitSource('a;\n/* b\n c */\nd; // e\n').comments).toEqual([
      { line: 2, text: '/* b\n c */' },
      { line: 4, text: '// e' },
    ]);
  });

  it('keeps every character at its place', () => {
    const text = 'const a = `\n${b}\n`; // c\n';
    const { code, uncommented } = splitSource(text);
    expect([code.length, uncommented.length]).toEqual([text.length, text.length]);
    expect(code.split('\n')).toHaveLength(text.split('\n').length);
  });
});

describe('finding imports', () => {
  it('sees every form, and no words of texts or comments', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from '../b.ts';",
      "export * from './c.ts';",
      "import './d.ts';",
      "const e = await import('node:fs');",
      "// import f from './f.ts'",
      'const g = "import h from \'./h.ts\'";',
      "const i = Array.from('xyz');",
      'import {',
      '  j,',
      "} from '#strategy';",
    ].join('\n');
    const found = importsOf(sourceFile('src/x/y.ts', text));
    expect(found.map(({ specifier, target, isTypeOnly }) => [specifier, target, isTypeOnly])).toEqual([
      ['./a.ts', 'src/x/a.ts', false],
      ['../b.ts', 'src/b.ts', true],
      ['./c.ts', 'src/x/c.ts', false],
      ['./d.ts', 'src/x/d.ts', false],
      ['node:fs', undefined, false],
      ['#strategy', undefined, false],
    ]);
  });
});
