import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OutputFailure, type OutputFiles } from '../ports/index.ts';

/** Writes beside the file and renames: whoever reads it sees the whole of it or what was there before. */
export async function writeOutput(path: string, contents: string | AsyncIterable<string>): Promise<void> {
  const draft = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(draft, contents);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Files on this machine's disks. */
export const outputFiles: OutputFiles = {
  write: async (path, contents) => {
    try {
      await writeOutput(path, contents);
    } catch (error) {
      throw error instanceof Error && 'syscall' in error ? new OutputFailure(path, error) : error;
    }
  },
};
