/** A bot that stood still, as a machine that was suspended does: what it missed is old, and it knows. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { cab, startCab, workFolder } from './cab-process.ts';
import { auditJournal, prepareSession } from './paper-session.ts';

/** Longer than it may be without being noticed; this time is what is tested. */
const PAUSE_MS = 6000;
const MINUTE_MS = 60_000;
const ENTERED = '"purpose":"entry","status":"submitted"';

interface Row {
  readonly time: string;
  readonly type: string;
  readonly event: string;
}

async function rowsOf(folder: string, what: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const { stdout } = await cab(folder, ['export', what, '--format', 'json', '--db', 'paper.db']);
  return JSON.parse(stdout) as readonly Readonly<Record<string, string>>[];
}

describe('a bot that was stopped for seconds and goes on', () => {
  it('says so, and enters nothing before a candle has closed since', async () => {
    const folder = workFolder();
    const settings = {
      ...prepareSession(folder, { seed: 51, count: 3000 }),
      SIMULATED_SPEED: '1200',
      LOG_LEVEL: 'debug',
    };
    const sets = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
    const life = startCab(folder, ['run', '--port', '0', '--no-supervisor', ...sets]);
    expect(await life.hasSaid(ENTERED)).toBe(true);
    life.child.kill('SIGSTOP');
    await delay(PAUSE_MS);
    life.child.kill('SIGCONT');
    expect(await life.hasSaid('the process stood still for ')).toBe(true);
    expect(await life.hasSaid(ENTERED, life.said().split(ENTERED).length)).toBe(true);
    life.child.kill('SIGTERM');
    expect(await life.ended).toMatchObject({ code: 0 });

    const journal = (await rowsOf(folder, 'journal')) as unknown as readonly Row[];
    // A busy machine may stand still for longer than it should by itself as well: that is told in the same way.
    const pauses = journal
      .filter(({ type }) => type === 'interruptionSeen')
      .map(({ time, event }) => ({
        fromMs: Date.parse(time),
        ...(JSON.parse(event) as { freshAfterMs: number; cause: string }),
      }))
      .toSorted((a, b) => b.freshAfterMs - b.fromMs - (a.freshAfterMs - a.fromMs));
    const [{ fromMs, freshAfterMs, cause } = { fromMs: 0, freshAfterMs: 0, cause: '' }] = pauses;
    expect(cause).toMatch(/^the process stood still for \d+ s/);
    // At this speed a candle closes every 50 ms: it missed some hundred.
    expect(freshAfterMs - fromMs).toBeGreaterThan(80 * MINUTE_MS);
    const entries = (await rowsOf(folder, 'orders')).filter(({ purpose }) => purpose === 'entry');
    const times = entries.map(({ created_time }) => Date.parse(created_time ?? ''));
    const isOld = (time: number): boolean => pauses.some((pause) => time > pause.fromMs && time <= pause.freshAfterMs);
    expect(times.filter(isOld)).toEqual([]);
    expect(times.some((time) => time <= fromMs)).toBe(true);
    expect(times.some((time) => time > freshAfterMs)).toBe(true);
    const denied = (await rowsOf(folder, 'decisions')).filter(({ explain }) => explain?.includes('"freshData"'));
    expect(denied.length).toBeGreaterThan(0);
    // Exits went on, and a replay decides the same.
    const audit = auditJournal(join(folder, 'paper.db'));
    expect(audit).toMatchObject({ mismatches: 0, repeatedIds: [], unprotected: [] });
  });
});
