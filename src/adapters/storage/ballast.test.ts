import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
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
    truncateSync(path, 1000);
    expect(createBallast(path, BYTES).isHeld).toBe(true);
    expect(statSync(path).size).toBe(BYTES);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a file that somebody else wrote', (path: string) => writeFileSync(path, 'theirs')],
    ['a link', (path: string) => symlinkSync(`${path}-theirs`, path)],
    ['a second name of another file', (path: string) => linkSync(`${path}-theirs`, path)],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('leaves %s alone, and does without', (_what, put) => {
    const folder = temporaryFolder();
    const path = join(folder, 'ballast');
    writeFileSync(`${path}-theirs`, 'theirs');
    put(path);
    const before = lstatSync(path);
    const ballast = createBallast(path, BYTES);
    expect(ballast.isHeld).toBe(false);
    expect(ballast.restore()).toBe(false);
    ballast.release();
    expect(lstatSync(path)).toMatchObject({ ino: before.ino, size: before.size });
    expect(readFileSync(`${path}-theirs`, 'utf8')).toBe('theirs');
    expect(readdirSync(folder).sort()).toEqual(['ballast', 'ballast-theirs']);
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
