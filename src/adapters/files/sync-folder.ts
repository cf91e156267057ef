import { closeSync, constants, fsyncSync, openSync } from 'node:fs';

/** A file whose name is not on the disk is not there after a power cut. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, constants.O_RDONLY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
