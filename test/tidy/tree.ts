/** Every text file of the repository, read once. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SplitSource, splitSource } from './split-source.ts';

export interface TextFile {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface SourceFile extends TextFile, SplitSource {
  /** A test, or something that only tests use. */
  readonly isTest: boolean;
}

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Written by tools or by running the program, and never committed. */
export const IGNORED =
  /^(?:node_modules|dist|data|coverage|\.git|\.env|bench\/\.cache|tools\/mutants\/\.cache|[^/]+\.log)$/;
const TEXT =
  /(?:^|\/)(?:Makefile|Dockerfile|Procfile|LICENSE|\.[a-z]+|run)$|\.(?:ts|tsx|js|mjs|cjs|json|md|py|sh|toml|ya?ml|css|html|example|service)$/;
const TEST_ONLY = /(?:\.test\.ts$|(?:^|\/)testing\.ts$|(?:^|\/)testing\/|^test\/)/;

export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, isTest: TEST_ONLY.test(path), ...splitSource(text) };
}

function pathsUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (IGNORED.test(path)) return [];
    if (entry.isDirectory()) return pathsUnder(path);
    return entry.isFile() ? [path] : [];
  });
}

export const textFiles: readonly TextFile[] = pathsUnder('')
  .sort()
  .filter((path) => TEXT.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

export const sources: readonly SourceFile[] = textFiles
  .filter(({ path }) => path.endsWith('.ts'))
  .map(({ path, text }) => sourceFile(path, text));

/** The program itself, without its tests. */
export const program: readonly SourceFile[] = sources.filter(({ path, isTest }) => path.startsWith('src/') && !isTest);

/** What is committed; everything where there is no git, as in an unpacked archive. */
export function committedFiles(): readonly TextFile[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    const known = new Set(listed.toString().split('\0'));
    return textFiles.filter(({ path }) => known.has(path));
  } catch {
    return textFiles;
  }
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** `path:line`, for findings that people click on. */
export function placeOf(path: string, text: string, index: number): string {
  return `${path}:${text.slice(0, index).split('\n').length}`;
}
