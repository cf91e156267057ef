import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { aCandleFile, aFolder, cab, documentOf } from './cab.ts';

/** A folder whose database holds a finished run. */
async function recorded(): Promise<{ folder: string; result: Record<string, unknown> }> {
  const folder = aFolder();
  const strategy = ['--strategy', 'ema-cross', '--params', 'fast=5,slow=20', '--lookback', '50'];
  const ran = await cab(folder, [
    'run',
    '--replay',
    aCandleFile(folder),
    ...strategy,
    '--speed',
    'full',
    '--exit-when-done',
    '--json',
  ]);
  return { folder, result: documentOf(ran) };
}

describe.concurrent('what a run leaves behind', () => {
  it('is exported as CSV with the names of symbols, and as JSON', async () => {
    const { folder, result } = await recorded();
    const written = await cab(folder, ['export', 'trades', '--out', 'out/trades.csv', '--json']);
    expect(documentOf(written)).toMatchObject({ name: 'trades', format: 'csv', rows: result['roundTrips'] });
    const [head = '', first = ''] = readFileSync(join(folder, 'out/trades.csv'), 'utf8').split('\n');
    expect(head).toMatch(/^symbol,strategy,entry_time/);
    expect(first).toMatch(/^BTC\/USDT,ema-cross,2024-01-/);
    for (const name of ['orders', 'fills', 'decisions', 'equity', 'notices', 'journal']) {
      const { stdout, code } = await cab(folder, ['export', name, '--json']);
      expect([name, code, Array.isArray(JSON.parse(stdout))]).toEqual([name, 0, true]);
    }
  });

  it('gives the profit of the last days of its own market', async () => {
    const { folder, result } = await recorded();
    const all = documentOf(await cab(folder, ['perf', '--days', '400', '--json']));
    expect(all).toMatchObject({ quote: 'USDT', roundTrips: result['roundTrips'], fills: result['fills'] });
    expect(all['netPnl']).toBeCloseTo(result['netPnl'] as number, 8);
    const today = documentOf(await cab(folder, ['perf', '--json']));
    expect(today['roundTrips']).toBeLessThan(result['roundTrips'] as number);
    const shown = await cab(folder, ['perf', '--days', '400']);
    expect(shown.stdout).toContain('BTC/USDT');
  });

  it('replays equal, and names the entry whose answer was tampered with', async () => {
    const { folder, result } = await recorded();
    const database = new Sqlite(join(folder, 'bot.db'));
    const find = 'SELECT sequence FROM journal WHERE answer IS NOT NULL ORDER BY sequence LIMIT 1 OFFSET 3';
    const sequence = database.prepare<[], number>(find).pluck().get();
    database.prepare('UPDATE journal SET answer = ? WHERE sequence = ?').run('0'.repeat(32), sequence);
    database.close();
    const refused = await cab(folder, ['replay']);
    expect(refused).toMatchObject({ code: 78, stderr: expect.stringMatching(/journal entr.* not what was written/) });
    expect(await cab(folder, ['maintenance', 'integrity'])).toMatchObject({ code: 78 });
    expect(await cab(folder, ['maintenance', 'integrity', '--accept'])).toMatchObject({ code: 0 });
    const finished = await cab(folder, ['replay', '--json']);
    expect(finished.code).toBe(1);
    const report = documentOf(finished);
    expect(report).toMatchObject({ isEqual: false, mismatchCount: 1, mismatches: [{ sequence }] });
    expect(report['replayedHash']).toBe(result['journalHash']);
    const shown = await cab(folder, ['replay']);
    expect(shown.stdout).toContain(String(sequence));
  });
});

describe.concurrent('without a record', () => {
  it.each(['perf', 'replay', 'export'])('cab %s says what makes one', async (name) => {
    const folder = aFolder();
    const finished = await cab(folder, [name, ...(name === 'export' ? ['trades'] : [])]);
    expect(finished.code).toBe(74);
    expect(finished.stderr).toContain('cab run');
    expect(finished.stdout).toBe('');
  });
});
