/** Money that is edited in a row of the database while the real program trades. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { cab, startCab, workFolder } from './cab-process.ts';

const RUN = ['run', '--port', '0', '--no-supervisor'] as const;

it('an edited row stops new positions while the bot runs, and its next start', async () => {
  const folder = workFolder();
  const bot = startCab(folder, RUN);
  expect(await bot.hasSaid('"msg":"run started"')).toBe(true);
  const database = new Sqlite(join(folder, 'data', 'bot.db'));
  const { changes } = database.prepare("UPDATE instruments SET min_notional = '0.01'").run();
  database.close();
  expect(changes).toBe(1);
  const damage =
    'the database is damaged, cab maintenance integrity shows how: table instruments: at least one of its 1 rows';
  expect(await bot.hasSaid(`no new positions: ${damage}`)).toBe(true);
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 0 });
  const { code, stderr } = await cab(folder, RUN);
  expect(code).toBe(78);
  expect(stderr).toContain('table instruments: at least one of its 1 rows is not what was written');
});
