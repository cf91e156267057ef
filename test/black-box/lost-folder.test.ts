/** A data folder that is removed under the real program. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LiveProcess, botOf, cab, startCab, workFolder } from './cab-process.ts';
import { freeze } from './live-process.ts';

const RUN = ['run', '--port', '0'] as const;

function runIds(life: LiveProcess): string[] {
  return [...life.said().matchAll(/"runId":"([^"]+)"[^\n]*"msg":"run started"/g)].map(([, id = '']) => id);
}

/** While it stands still: it would rescue what it holds into the folder that is on its way out. */
async function removeData(life: LiveProcess, folder: string): Promise<void> {
  await freeze(botOf(life));
  rmSync(join(folder, 'data'), { recursive: true });
}

describe('a data folder removed under a running bot', () => {
  it('ends it with code 78, is not begun anew, and goes on once what was rescued is back', async () => {
    const folder = workFolder();
    const database = join(folder, 'data', 'bot.db');
    const first = startCab(folder, RUN);
    expect(await first.hasSaid('"msg":"run started"')).toBe(true);
    await removeData(first, folder);
    process.kill(botOf(first), 'SIGCONT');
    const { code, stderr } = await first.ended;
    expect(code).toBe(78);
    expect(stderr).toContain(
      `${database} was removed while the bot was running; everything it held is in ${database}.rescued`,
    );
    expect(stderr).not.toContain('restarted');

    const refused = await cab(folder, RUN);
    expect(refused.code).toBe(78);
    expect(refused.stderr).toContain(`mv "${database}.rescued" "${database}"`);
    expect(existsSync(database)).toBe(false);

    renameSync(`${database}.rescued`, database);
    const again = startCab(folder, RUN);
    expect(await again.hasSaid('"msg":"run started"')).toBe(true);
    expect(runIds(again)).toEqual(runIds(first));
    again.child.kill('SIGTERM');
    expect(await again.ended).toMatchObject({ code: 0 });
  });

  it('does not end with code 0 when it is stopped just then', async () => {
    const folder = workFolder();
    const life = startCab(folder, [...RUN, '--no-supervisor']);
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    // It hears of both at once.
    await removeData(life, folder);
    life.child.kill('SIGTERM');
    life.child.kill('SIGCONT');
    expect(await life.ended).toMatchObject({ code: 78 });
  });
});
