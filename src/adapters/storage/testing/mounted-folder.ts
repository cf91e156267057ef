import { spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { mount, mountMemory, unmount } from './mount.ts';

export { mountProblem } from './mount.ts';

/** A small file system in memory. */
export function mountedFolder(size: string): string {
  const folder = mountMemory(size);
  onTestFinished(() => unmount(folder));
  return folder;
}

export function remountReadOnly(folder: string): void {
  mount('-o', 'remount,ro', folder);
}

/** Makes one file read-only even for root. */
export function bindReadOnly(file: string): void {
  mount('--bind', file, file);
  onTestFinished(() => void spawnSync('umount', ['-l', file]));
  mount('-o', 'remount,ro,bind', file);
}
