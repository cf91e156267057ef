/** What a file imports, found by scanning its code: static, dynamic, re-exported, type-only alike. */
import { posix } from 'node:path';
import type { SourceFile } from './tree.ts';

export interface Import {
  readonly specifier: string;
  /** Of relative imports: the file's path from the repository's root. */
  readonly target: string | undefined;
  readonly isTypeOnly: boolean;
  /** Waited for where it is needed; others are loaded with the file. */
  readonly isDynamic: boolean;
  readonly index: number;
}

/** `code` has blanks where strings were, so these words are never part of a text. */
const KEYWORD = /(?<![.$\w])(?:from|import(?:\s*\()?)\s*(['"])[^'"\n]*\1/g;
const TYPE_ONLY = /\b(?:import|export)\s+type\b[^;]*$/;

export function importsOf({ path, code, uncommented }: SourceFile): Import[] {
  return [...code.matchAll(KEYWORD)].map((match) => {
    const { index } = match;
    const found = uncommented.slice(index, index + match[0].length);
    const specifier = found.slice(found.search(/['"]/) + 1, -1);
    const isRelative = specifier.startsWith('.');
    return {
      specifier,
      target: isRelative ? posix.join(posix.dirname(path), specifier) : undefined,
      isDynamic: /^import\s*\(/.test(found),
      isTypeOnly: TYPE_ONLY.test(statementBefore(code, index)),
      index,
    };
  });
}

/** From the statement's beginning to `index`; braces of an import list belong to it. */
function statementBefore(code: string, index: number): string {
  return code.slice(Math.max(code.lastIndexOf(';', index), 0), index);
}
