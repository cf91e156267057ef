/** One case of chaos in a folder of its own, which is gone afterwards with everything that was started. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chaos, ChaosCase, Finding } from './session.ts';

export async function runCase(one: ChaosCase, { scale, seed }: Pick<Chaos, 'scale' | 'seed'>): Promise<Finding> {
  const chaos: Chaos = { folder: mkdtempSync(join(tmpdir(), 'cab-chaos-')), scale, seed, started: [] };
  try {
    return await one.run(chaos);
  } finally {
    for (const life of chaos.started) life.child.kill('SIGKILL');
    await Promise.all(chaos.started.map((life) => life.ended));
    rmSync(chaos.folder, { recursive: true, force: true });
  }
}
