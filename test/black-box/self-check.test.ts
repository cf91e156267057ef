/** A bot that is to check itself before it trades. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cab, startCab, workFolder } from './cab-process.ts';

const CHECKED = { RUN_TESTS_ON_STARTUP: 'true' };

describe('RUN_TESTS_ON_STARTUP', () => {
  it('lets a bot trade that works, and says so', async () => {
    const folder = workFolder();
    const life = startCab(folder, ['run', '--port', '0'], CHECKED);
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    expect(life.said()).toContain('"msg":"the self-check found nothing wrong"');
    life.child.kill('SIGTERM');
    expect(await life.ended).toMatchObject({ code: 0 });
  });

  it('stops one that does not before anything is touched, and it is not started again', async () => {
    const folder = workFolder();
    // Whatever the program needs a scratch folder for does not work then.
    const { code, stderr } = await cab(folder, ['run', '--port', '0'], { ...CHECKED, TMPDIR: join(folder, 'missing') });
    expect(code).toBe(70);
    expect(stderr).toContain('the self-check could not be made, nothing is traded');
    expect(stderr).not.toContain('restarted');
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });
});
