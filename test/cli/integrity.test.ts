/** What a person sees when the storage of a run has changed under it. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type Finished, aCandleFile, aFolder, cab, documentOf } from './cab.ts';

/** A finished run in a data folder of its own, and the same start once more. */
async function aRun(): Promise<{
  readonly folder: string;
  readonly data: string;
  readonly start: () => Promise<Finished>;
}> {
  const folder = aFolder();
  const data = join(folder, 'data');
  const strategy = ['--strategy', 'ema-cross', '--params', 'fast=5,slow=20', '--lookback', '50'];
  const line = ['run', '--replay', aCandleFile(folder), ...strategy, '--speed', 'full', '--exit-when-done', '--json'];
  const start = (): Promise<Finished> => cab(folder, line, { DATA_DIR: data });
  expect(await start()).toMatchObject({ code: 0 });
  return { folder, data, start };
}

describe.concurrent('cab maintenance integrity', () => {
  it('finds a run whole, and names money that was edited, as the next start does', async () => {
    const { folder, data, start } = await aRun();
    const path = join(data, 'bot.db');
    const whole = documentOf(await cab(folder, ['maintenance', 'integrity', '--db', path, '--json']));
    expect(whole).toMatchObject({ path, auditEntries: 0 });
    expect(whole['entries']).toBeGreaterThan(400);
    const database = new Sqlite(path);
    database.exec(`UPDATE fills SET price = '1' WHERE sequence = (SELECT min(sequence) FROM fills)`);
    database.close();
    const named = { code: 78, stderr: expect.stringContaining('table fills: at least one of its') };
    expect(await cab(folder, ['maintenance', 'integrity', '--db', path])).toMatchObject(named);
    expect(await start()).toMatchObject(named);
  });

  it('tells an empty folder from a first start, and lets a person decide', async () => {
    const { folder, data, start } = await aRun();
    renameSync(data, `${data}-gone`);
    const refused = await start();
    expect(refused).toMatchObject({
      code: 78,
      stderr: expect.stringContaining('no database any more where a run was'),
    });
    expect(refused.stderr).toContain('cab maintenance integrity');
    expect(existsSync(data)).toBe(false);
    const accept = ['maintenance', 'integrity', '--db', join(data, 'bot.db'), '--accept'];
    const forgotten = await cab(folder, accept);
    expect(forgotten).toMatchObject({ code: 0, stdout: expect.stringContaining('the next cab run begins a new one') });
    expect(await start()).toMatchObject({ code: 0 });
  });
});
