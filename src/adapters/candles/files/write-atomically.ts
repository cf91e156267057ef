import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file that others see either whole or not at all: beside it first, then renamed over it.
 * @throws what the file system throws; nothing is left behind then.
 */
export async function writeAtomically(target: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const folder = path.dirname(target);
  await mkdir(folder, { recursive: true });
  const temporary = path.join(folder, `.${path.basename(target)}.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await write(file);
      // Without it a power cut after the rename may leave an empty file under the right name.
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
