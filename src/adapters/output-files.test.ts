import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
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

  it('names the file that cannot be written', async () => {
    const path = join(temporaryFolder(), 'folder');
    mkdirSync(path);
    const failed = outputFiles.write(path, 'x');
    await expect(failed).rejects.toThrow(OutputFailure);
    await expect(failed).rejects.toThrow(`${path} cannot be written: `);
  });
});
