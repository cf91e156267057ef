import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBallast } from './ballast.ts';
import { mountProblem, mountedFolder } from './testing/mounted-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const BYTES = 300_000;

describe('createBallast', () => {
  it('sets real space aside, gives it back, takes it again', () => {
    const path = join(temporaryFolder(), 'ballast');
    const ballast = createBallast(path, BYTES);
    expect(ballast.isHeld).toBe(true);
    expect(statSync(path).size).toBe(BYTES);
    // Not a hole: blocks are allocated.
    expect(statSync(path).blocks * 512).toBeGreaterThanOrEqual(BYTES);
    ballast.release();
    ballast.release();
    expect(ballast.isHeld).toBe(false);
    expect(existsSync(path)).toBe(false);
    expect(ballast.restore()).toBe(true);
    expect(statSync(path).size).toBe(BYTES);
  });

  it('takes over the file of an earlier process, and replaces one of another size', () => {
    const path = join(temporaryFolder(), 'ballast');
    createBallast(path, BYTES);
    const { mtimeMs } = statSync(path);
    expect(createBallast(path, BYTES).isHeld).toBe(true);
    expect(statSync(path).mtimeMs).toBe(mtimeMs);
    writeFileSync(path, 'short');
    expect(createBallast(path, BYTES).isHeld).toBe(true);
    expect(statSync(path).size).toBe(BYTES);
  });

  it('does without when the folder cannot be written', () => {
    expect(createBallast(join(temporaryFolder(), 'missing', 'ballast'), BYTES).isHeld).toBe(false);
  });

  it.skipIf(mountProblem !== undefined)(
    `leaves the last space to those who need it${mountProblem ? ` (skipped: ${mountProblem})` : ''}`,
    () => {
      const path = join(mountedFolder('1m'), 'ballast');
      expect(createBallast(path, 700_000).isHeld).toBe(false);
      expect(existsSync(path)).toBe(false);
      expect(createBallast(path, 400_000).isHeld).toBe(true);
    },
  );
});
