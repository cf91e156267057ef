/** Old entries of a stopped bot's journal, moved away by hand. */
import { readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { toCsv, walk } from '../support/synthetic-candles.ts';
import { aFolder, cab, documentOf } from './cab.ts';

const KEPT = {
  SQLITE_VACUUM_THRESHOLD_MB: '1',
  JOURNAL_KEEP_DAYS: '0.01',
  JOURNAL_KEEP_ENTRIES: '1000',
  ARCHIVE_FILE_ENTRIES: '1000',
};

/** What three processes leave that play a file which grows. */
async function aLongRun() {
  const folder = aFolder();
  const data = join(folder, 'data');
  const file = join(folder, 'BTC-USDT_1m.csv');
  const strategy = ['--strategy', 'ema-cross', '--params', 'fast=5,slow=20', '--lookback', '50'];
  const line = ['run', '--replay', file, ...strategy, '--speed', 'full', '--exit-when-done', '--json'];
  const start = async (count: number) => {
    writeFileSync(file, toCsv(walk({ seed: 7, count, volatility: 0.01 })));
    const finished = await cab(folder, line, { DATA_DIR: data, RISK_PROFILE: 'open' });
    expect(finished).toMatchObject({ code: 0 });
    return finished;
  };
  for (const count of [1500, 3000, 4500]) await start(count);
  const path = join(data, 'bot.db');
  const maintain = (...words: string[]) => cab(folder, ['maintenance', ...words, '--db', path], KEPT);
  return { folder, data, path, start, maintain };
}

/** Space in the file that nothing is in. */
function leaveUnused(path: string, bytes: number): void {
  const raw = new Sqlite(path);
  raw.exec(`CREATE TABLE big (it BLOB); INSERT INTO big VALUES (zeroblob(${bytes})); DROP TABLE big`);
  raw.close();
}

describe.concurrent('cab maintenance archive', () => {
  it('shows what it would do, does it, and leaves a run that is whole and replayed as before', async () => {
    const { folder, data, path, start, maintain } = await aLongRun();
    const replay = () => cab(folder, ['replay', '--db', path, '--json']);
    const before = documentOf(await replay());
    const plan = documentOf(await maintain('archive', '--dry-run', '--json'));
    const parts = plan['parts'] as { readonly firstSequence: number; readonly lastSequence: number }[];
    expect(parts.length).toBeGreaterThan(1);
    expect(readdirSync(data)).not.toContain('archive');
    const preview = await maintain('archive', '--dry-run');
    expect(preview.stdout).toMatch(/1 to 1,?0\d\d.*entries would be moved to .*archive\nthe database then holds/s);
    leaveUnused(path, 3_000_000);
    const { size } = statSync(path);
    const { freedBytes, ...done } = documentOf(await maintain('archive', '--json'));
    expect(freedBytes).toBeGreaterThan(3_000_000);
    expect(statSync(path).size).toBeLessThan(size - 3_000_000);
    const files = readdirSync(join(data, 'archive'));
    expect(done).toMatchObject({ ...plan, parts: parts.map((part) => expect.objectContaining(part)) });
    expect((done['parts'] as { readonly file: string }[]).map(({ file }) => file)).toEqual(files);
    expect(documentOf(await maintain('archive', '--json'))).toMatchObject({ parts: [] });
    expect(await maintain('integrity')).toMatchObject({ code: 0, stdout: expect.stringContaining('whole') });
    expect(documentOf(await replay())).toEqual(before);
    const exported = await cab(folder, ['export', 'journal', '--db', path]);
    expect(exported.stdout.trimEnd().split('\n')).toHaveLength((done['entries'] as number) + 1);
    const audit = documentOf(await maintain('integrity', '--json'));
    expect(audit).toMatchObject({ auditEntries: parts.length });
    renameSync(join(data, 'archive', files[0] ?? ''), join(folder, 'moved'));
    const missing = expect.stringMatching(
      /archive\/bot\.db-.*, journal entries 1 to \d+, is missing: put it back there/,
    );
    expect(await maintain('integrity')).toMatchObject({ code: 78, stderr: missing });
    expect(await maintain('integrity', '--accept')).toMatchObject({ code: 78, stderr: missing });
    expect(await replay()).toMatchObject({ code: 78, stderr: missing });
    const again = await start(4600);
    expect(again.stderr).toMatch(/is missing: put it back there, under that name; trading goes on/);
    expect(documentOf(again)).not.toHaveProperty('journalHash');
  });

  it('leaves a journal that is to be kept alone', async () => {
    const { folder, path, data } = await aLongRun();
    const size = statSync(path).size;
    const none = await cab(folder, ['maintenance', 'archive', '--db', path]);
    expect(none).toMatchObject({ code: 0, stdout: expect.stringContaining('0 entries were moved') });
    const off = await cab(folder, ['maintenance', 'archive', '--db', path], { JOURNAL_KEEP_DAYS: '0' });
    expect(off).toMatchObject({ code: 78, stderr: expect.stringContaining('JOURNAL_KEEP_DAYS=0 keeps the whole') });
    const empty = await cab(folder, ['maintenance', 'archive', '--db', join(folder, 'none.db'), '--dry-run']);
    expect(empty).toMatchObject({ code: 74, stderr: expect.stringContaining('there is no such file') });
    expect(statSync(path).size).toBe(size);
    expect(readdirSync(data)).not.toContain('archive');
  });
});
