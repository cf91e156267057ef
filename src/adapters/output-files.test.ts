import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OutputFailure } from '../ports/index.ts';
import { outputFiles } from './output-files.ts';
import { temporaryFolder } from './storage/testing/temporary-folder.ts';

async function* pieces(...texts: readonly (string | Error)[]): AsyncIterable<string> {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield text;
  }
}

describe('outputFiles', () => {
  it('writes text and pieces of it, making the folder', async () => {
    const path = join(temporaryFolder(), 'deep/down/a.txt');
    await outputFiles.write(path, 'whole');
    expect(readFileSync(path, 'utf8')).toBe('whole');
    await outputFiles.write(path, pieces('in ', 'pieces'));
    expect(readFileSync(path, 'utf8')).toBe('in pieces');
  });

  it('leaves what was there, and nothing else, when the contents fail half way', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.txt');
    writeFileSync(path, 'before');
    const broken = new Error('no more');
    await expect(outputFiles.write(path, pieces('half', broken))).rejects.toBe(broken);
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it('writes for its owner alone, folders as well', async () => {
    const folder = temporaryFolder();
    await outputFiles.write(join(folder, 'deep', 'a.txt'), 'x');
    expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'deep', 'a.txt')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['link', (path: string) => symlinkSync('theirs', path)],
    ['link to nothing', (path: string) => symlinkSync('nothing', path)],
    ['pipe', (path: string) => execFileSync('mkfifo', [path])],
  ])('neither follows nor replaces a %s', async (_what, put) => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.txt');
    writeFileSync(join(folder, 'theirs'), 'theirs');
    put(path);
    const before = lstatSync(path);
    await expect(outputFiles.write(path, 'x')).rejects.toThrow(`${path} cannot be written: `);
    expect(lstatSync(path).ino).toBe(before.ino);
    expect(readdirSync(folder).sort()).toEqual(['a.txt', 'theirs']);
    expect(readFileSync(join(folder, 'theirs'), 'utf8')).toBe('theirs');
  });

  it('names the file that cannot be written', async () => {
    const path = join(temporaryFolder(), 'folder');
    mkdirSync(path);
    const failed = outputFiles.write(path, 'x');
    await expect(failed).rejects.toThrow(OutputFailure);
    await expect(failed).rejects.toThrow(`${path} cannot be written: `);
  });
});
