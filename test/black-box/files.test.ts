/** What the program leaves in folders: for its owner alone, and nothing of anybody else's changed. */
import { chmodSync, linkSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { toCsv, walk } from '../support/synthetic-candles.ts';
import { cab, startCab, startProgram, workFolder } from './cab-process.ts';

const CAB = fileURLToPath(new URL('../../src/main/cab.ts', import.meta.url));

/** Name and mode of everything below the folder that others may do something with. */
function openToOthers(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => ({ name, mode: statSync(join(folder, name)).mode }))
    .filter(({ mode }) => (mode & 0o077) !== 0)
    .map(({ name, mode }) => `${name} ${(mode & 0o777).toString(8)}`);
}

describe('what is written', () => {
  it('is for its owner alone, also where everything else is open', async () => {
    const folder = workFolder();
    const candles = 'BTC-USDT_1h.csv';
    writeFileSync(join(folder, candles), toCsv(walk({ seed: 3, count: 400, intervalMs: 3_600_000 })), { mode: 0o600 });
    const report = '--out-json out/r.json --out-html out/r.html --export-trades out/r.csv --out-svg out/r.svg';
    const lines = [
      `run --replay ${candles} --speed full --exit-when-done --port 0`,
      `backtest ${candles} ${report}`,
      'export journal --out out/journal.csv',
    ];
    const environment = { LOGS_DIR: 'logs', LOG_LEVEL: 'debug' };
    for (const line of lines) {
      const script = `umask 000; exec "${process.execPath}" "${CAB}" ${line}`;
      const { code, stderr } = await startProgram('sh', ['-c', script], { folder, environment }).ended;
      expect(code, stderr).toBe(0);
    }
    const life = startProgram(
      'sh',
      ['-c', `umask 000; exec "${process.execPath}" "${CAB}" run --port 0 --db live/bot.db`],
      {
        folder,
        environment,
      },
    );
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(names).toEqual(
      expect.arrayContaining([
        'data/bot.db',
        'data/cache',
        'data/heartbeat.json',
        'live/bot.db-wal',
        'live/bot.db-shm',
        'live/bot.db.lock',
        'live/bot.db.ballast',
        'live/bot.db.emergency',
        'logs/crypto-ai-bot.log',
        'out/journal.csv',
        'out/r.html',
      ]),
    );
    expect(openToOthers(folder)).toEqual([]);
    life.child.kill('SIGTERM');
    expect(await life.ended).toMatchObject({ code: 0 });
  });

  it('goes into no file of somebody else, whatever stands in its place', async () => {
    const folder = workFolder();
    const theirs = join(folder, 'theirs');
    writeFileSync(theirs, 'theirs');
    chmodSync(theirs, 0o644);
    for (const name of ['bot.db.ballast', 'heartbeat.json', 'out.csv']) symlinkSync(theirs, join(folder, name));
    linkSync(theirs, join(folder, 'crypto-ai-bot.log'));
    const environment = { DATA_DIR: folder, LOGS_DIR: folder };
    const life = startCab(folder, ['run', '--port', '0'], environment);
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    expect(life.said()).toContain('LOGS_DIR cannot be written');
    expect(life.said()).toContain('the heartbeat file cannot be written');
    life.child.kill('SIGTERM');
    expect(await life.ended).toMatchObject({ code: 0 });
    expect(await cab(folder, ['export', 'journal', '--out', 'out.csv'], environment)).toMatchObject({ code: 74 });
    rmSync(join(folder, 'bot.db.emergency'));
    symlinkSync(theirs, join(folder, 'bot.db.emergency'));
    expect(await cab(folder, ['run', '--port', '0'], environment)).toMatchObject({ code: 74 });
    for (const path of [theirs, join(folder, 'notes.txt')]) {
      writeFileSync(join(folder, 'notes.txt'), 'x'.repeat(5000), { mode: 0o644 });
      expect(await cab(folder, ['run', '--port', '0', '--db', path])).toMatchObject({ code: 78 });
      expect(statSync(path).mode & 0o777).toBe(0o644);
    }
    expect(readFileSync(theirs, 'utf8')).toBe('theirs');
    expect(readdirSync(folder).filter((name) => /^(theirs|notes).+\.(lock|ballast|emergency|db-)/.test(name))).toEqual(
      [],
    );
  });

  it('is not a database behind a link or a device, and says what to name', async () => {
    const folder = workFolder();
    symlinkSync('elsewhere.db', join(folder, 'link.db'));
    const behind = await cab(folder, ['run', '--port', '0', '--db', 'link.db']);
    expect(behind.code).toBe(74);
    expect(behind.stderr).toContain('a link; name the file that it leads to');
    const device = await cab(folder, ['run', '--port', '0', '--db', '/dev/null']);
    expect(device.code).toBe(74);
    expect(device.stderr).toContain('a device or a pipe');
    expect(readdirSync(folder)).toEqual(['link.db']);
  });
});
