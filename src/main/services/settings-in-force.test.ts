import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MetaTable, openDatabase } from '../../adapters/storage/index.ts';
import { readRunRecord, writeRunRecord } from '../parts/run/run-record.ts';
import { paperSettings, startPaper, temporaryFolder, writeCandles } from '../paper/testing/paper-bench.ts';
import { settingsService } from './settings.ts';

async function sourceOf(folder: string, key: string): Promise<string | undefined> {
  const shown = await settingsService.inForce({ MODE: 'paper', DATA_DIR: folder, DB_PATH: join(folder, 'bot.db') });
  if (!shown.ok) throw new Error(shown.error.problems.join('\n'));
  const row = shown.value.rows.find((one) => one.key === key);
  return row && `${row.value} (${row.source})`;
}

it.each([
  ['something open', 150, '5% (kept from the run)'],
  ['nothing open', 40, '2% (default)'],
])('what a run with %s was told stands in what is shown', async (_what, count, shown) => {
  const folder = temporaryFolder();
  expect(await sourceOf(folder, 'STOP_LOSS_PCT')).toBe('2% (default)');
  writeCandles(folder, count);
  const paper = await startPaper(paperSettings(folder, { STOP_LOSS_PCT: '5%' }));
  await paper.loop.run();
  paper.close();
  // As a version would have left it whose default that was.
  const opened = openDatabase(join(folder, 'bot.db'));
  if (!opened.ok) throw opened.error;
  const meta = new MetaTable(opened.value);
  const record = readRunRecord(meta);
  if (record) writeRunRecord(meta, { ...record, given: [] });
  opened.value.close();
  expect(await sourceOf(folder, 'STOP_LOSS_PCT')).toBe(shown);
});
