/** Comments say why. They hold no history, no plans, no code, and there are neither too few nor too many of them. */
import { describe, expect, it } from 'vitest';
import { type SourceFile, program, sourceFile, sources } from './tree.ts';

const SHARE_FROM = 0.08;
const SHARE_TO = 0.2;

const PLANS = /\b(?:TODO|FIXME|XXX|HACK|TBD)\b/;
const HISTORY =
  /\b(?:previously|formerly|legacy|deprecated|refactor(?:ed|ing)?|newly|(?:up to|until|as of) now|used to (?:be|have|do|return)|no longer (?:needed|used|supported|necessary)|(?:is|are|was|does|do|has|have|can) now|now (?:is|are|uses|returns|has|takes|also|with|that)|the (?:old|new) (?:code|way|version|implementation|behaviou?r|api|name|format)|(?:was|were|been) (?:renamed|rewritten|refactored|changed (?:to|from|because)|replaced by|introduced|fixed))\b/i;
const BANNER = /(?:[-=*#~_/]\s?){8,}/;
/** A comment line that ends like a statement and begins or continues like one. */
const CODE =
  /^(?:(?:const|let|var|import|export|return|throw|await|yield)\b.*[;{(,[]|(?:if|for|while|switch)\s*\(.*[{;)]|(?:else\b.*|\}.*|\}\);?|\{)|[\w.[\]#]+\(.*\);|[\w.[\]#]+\s*[-+]?=\s*\S.*;)$/;

interface CommentLine {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** One entry for each line of each comment, without its marks. */
function commentLines(files: readonly SourceFile[]): CommentLine[] {
  return files.flatMap(({ path, comments }) =>
    comments.flatMap(({ line, text }) =>
      text.split('\n').map((part, offset) => ({
        path,
        line: line + offset,
        text: part
          .replace(/^\s*(?:\/\*\*?|\*\/|\*|\/\/)\s?/, '')
          .replace(/\s*\*\/\s*$/, '')
          .trim(),
      })),
    ),
  );
}

function commentsWith(pattern: RegExp, files: readonly SourceFile[]): string[] {
  return commentLines(files)
    .filter(({ text }) => pattern.test(text))
    .map(({ path, line, text }) => `${path}:${line}: ${text}`);
}

/** Full-line comments as a share of all lines that are not blank. */
function commentShare(files: readonly SourceFile[]): number {
  let [comments, lines] = [0, 0];
  for (const { text, code } of files) {
    const codeLines = code.split('\n');
    for (const [at, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      lines += 1;
      if ((codeLines[at] ?? '').trim() === '') comments += 1;
    }
  }
  return comments / lines;
}

function inComment(text: string): SourceFile[] {
  return [sourceFile('src/a.ts', `/** Fine.\n * ${text}\n */\nf();`)];
}

describe('comments', () => {
  it('are 8 to 20 % of the program', () => {
    expect(commentShare(program)).toBeGreaterThan(SHARE_FROM);
    expect(commentShare(program)).toBeLessThan(SHARE_TO);
  });

  it('hold no plans', () => {
    expect(commentsWith(PLANS, sources)).toEqual([]);
  });

  it('hold no history', () => {
    expect(commentsWith(HISTORY, sources)).toEqual([]);
  });

  it('are no banners', () => {
    expect(commentsWith(BANNER, sources)).toEqual([]);
  });

  it('hold no code that was switched off', () => {
    expect(commentsWith(CODE, sources)).toEqual([]);
  });
});

describe('controls', () => {
  it.each(['TODO: later', 'FIXME', 'see XXX'])('the plan "%s" is found', (text) => {
    expect(commentsWith(PLANS, inComment(text))).toEqual([`src/a.ts:2: ${text}`]);
  });

  it.each([
    'Previously this was a list.',
    'The order is now sent twice.',
    'Kept for legacy callers.',
    'No longer needed since the rewrite.',
    'This used to be slower.',
    'The field was renamed last year.',
    'The old code path.',
  ])('the history "%s" is found', (text) => {
    expect(commentsWith(HISTORY, inComment(text))).toHaveLength(1);
  });

  it.each([
    'No durable intent, no new risk.',
    'Read it now, keep nothing of it.',
    'The columns no longer fit in memory.',
  ])('"%s" is no history', (text) => expect(commentsWith(HISTORY, inComment(text))).toEqual([]));

  it.each([
    'const price = 3;',
    'if (isOpen) {',
    'return undefined;',
    'placeOrder(order, 3);',
    'state.price = 3;',
    "import { a } from './a.ts';",
    '});',
    '} else {',
  ])('the code "%s" is found', (text) => {
    expect(commentsWith(CODE, [sourceFile('src/a.ts', `f();\n// ${text}\n`)])).toHaveLength(1);
  });

  it.each([
    'Return what was asked for; the caller decides.',
    'If it fails (rarely), look again.',
    'for whoever reads it',
  ])('"%s" is prose', (text) => expect(commentsWith(CODE, inComment(text))).toEqual([]));

  it.each(['----------------', '= = = = = = = = =', '################'])('the banner %s is found', (text) => {
    expect(commentsWith(BANNER, [sourceFile('src/a.ts', `// ${text}`)])).toHaveLength(1);
  });

  it('shares count lines that hold nothing but a comment', () => {
    expect(commentShare([sourceFile('src/a.ts', '// a\n\nb(); // c\n/* d\n e */\nf();\n')])).toBe(3 / 5);
    expect(commentShare([sourceFile('src/a.ts', 'f();\n'.repeat(20))])).toBeLessThan(SHARE_FROM);
  });
});
