import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes beside the file and renames: whoever reads it sees the whole of it or what was there before. */
export async function writeOutput(path: string, contents: string): Promise<void> {
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

/** What a failed write says to a person. */
export function writeProblem(path: string, error: unknown): string {
  return `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`;
}
