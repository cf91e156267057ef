/** A copy of the repository in a folder of its own, in which members are added as a person adds them. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { IGNORED, root } from '../tidy/tree.ts';
import type { Addition, NewLine } from './additions.ts';

export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

export class ScratchCopy {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'cab-additions-')));
  readonly program = join(this.folder, 'src/main/cab.ts');

  constructor() {
    cpSync(root, this.folder, { recursive: true, filter: isCopied });
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Writes the files of the addition, which stand in no list yet. */
  writeFiles({ files }: Addition): void {
    for (const { path, text } of files) {
      writeFileSync(join(this.folder, path), text, { flag: 'wx' });
    }
  }

  /** Writes the lines of the addition into its list, and nothing else. */
  writeLines({ list, lines }: Addition): void {
    const path = join(this.folder, list);
    writeFileSync(path, lines.reduce(inserted, readFileSync(path, 'utf8')));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Runs a program of Node to its end, by its path in the copy. */
  run(path: string, ...args: readonly string[]): Promise<Ran> {
    // Nothing of the test run around it is handed on: a test runner told so would take itself for one of its workers.
    const options = { cwd: this.folder, env: { PATH: process.env['PATH'] }, maxBuffer: 64 * 1024 * 1024 };
    return new Promise((resolve) => {
      execFile(process.execPath, [join(this.folder, path), ...args], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
        resolve({ code, output: `${stdout}${stderr}` });
      });
    });
  }

  /** Runs the tests of these files or folders, those only whose title matches when one is given. */
  runTests(paths: readonly string[], title?: string): Promise<Ran> {
    const only = title === undefined ? [] : ['--testNamePattern', title];
    const options = ['--no-cache', '--no-color', '--no-isolate'];
    return this.run('node_modules/.bin/vitest', 'run', ...options, ...only, ...paths);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What tools and runs write is left out, and packages are linked to. */
function isCopied(path: string): boolean {
  return !IGNORED.test(relative(root, path).split(sep).join('/'));
}

/** The text with one more entry, after the line that the addition names. */
function inserted(text: string, { after, entry }: NewLine): string {
  const lines = text.split('\n');
  const at = lines.indexOf(after);
  if (at < 0 || lines.includes(after, at + 1)) throw new Error(`"${after}" must stand there once`);
  return lines.toSpliced(at + 1, 0, entry).join('\n');
}
