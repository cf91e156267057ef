/** File systems of a test's own, where the machine lets one mount them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '../../../domain/assert.ts';

/** Why tests that need a file system of their own cannot run here; `undefined` when they can. */
export const mountProblem: string | undefined = findMountProblem();

/** A small file system in memory, to be taken away by `unmount`. */
export function mountMemory(size: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'storage-mount-'));
  mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder);
  return folder;
}

export function unmount(folder: string): void {
  // Several may lie on each other.
  for (let layer = 0; layer < 8 && spawnSync('umount', ['-l', folder]).status === 0; layer += 1);
  rmSync(folder, { recursive: true, force: true });
}

export function mount(...options: string[]): void {
  const { status, stderr } = spawnSync('mount', options, { encoding: 'utf8' });
  assert(status === 0, () => `mount ${options.join(' ')} must work, it said ${stderr}`);
}

function findMountProblem(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'storage-mount-'));
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], {
    encoding: 'utf8',
  });
  if (status === 0) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return status === 0 ? undefined : `no permission to mount a tmpfs: ${error?.message ?? stderr.split('\n')[0]}`;
}
