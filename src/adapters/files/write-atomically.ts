import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { PRIVATE_FILE, PRIVATE_FOLDER, plainFile } from './plain-file.ts';

/**
 * Writes a file that others see either whole or not at all, or as it was before: beside it first, then renamed over it.
 * Folders are made.
 * @throws what the file system throws, NotAPlainFile when something else is in its place; nothing is left behind then.
 */
export async function writeAtomically(target: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const folder = path.dirname(target);
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  // A rename replaces whatever it finds, as root even `/dev/null`.
  plainFile(target);
  const draft = path.join(folder, `.${path.basename(target)}.${randomUUID()}.tmp`);
  try {
    const file = await open(draft, 'wx', PRIVATE_FILE);
    try {
      await write(file);
      // Without it a power cut after the rename may leave an empty file under the right name.
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
