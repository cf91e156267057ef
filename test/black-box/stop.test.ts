/** Asked to stop, the program ends soon, with everything written and nothing to repair. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type LiveProcess, startCab, workFolder } from './cab-process.ts';
import { auditJournal, prepareSession } from './paper-session.ts';

const LIMIT_MS = 30_000;

/** `cab run` of a session that would take minutes. */
function longRun(folder: string): LiveProcess {
  const settings = { ...prepareSession(folder, { seed: 31, count: 3000 }), SIMULATED_SPEED: '2000' };
  const sets = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  return startCab(folder, ['run', ...sets, '--port', '0', '--exit-when-done', '--json']);
}

describe('a running bot', () => {
  it.each([
    ['SIGTERM', ['SIGTERM']],
    ['SIGINT', ['SIGINT']],
    ['a second SIGTERM right behind the first', ['SIGTERM', 'SIGTERM']],
    ['SIGINT after SIGTERM, and once more', ['SIGTERM', 'SIGINT', 'SIGINT']],
  ] as const)('ends with 0 and a summary on %s', async (_what, signals) => {
    const folder = workFolder();
    const life = longRun(folder);
    expect(await life.hasSaid('run started')).toBe(true);
    await delay(600);
    const askedMs = performance.now();
    for (const signal of signals) life.child.kill(signal);
    const { code, signal, stdout, stderr } = await life.ended;
    expect({ code, signal, stderr }).toMatchObject({ code: 0, signal: null });
    expect(performance.now() - askedMs).toBeLessThan(LIMIT_MS);
    const summary = JSON.parse(stdout) as { outcome: string; sequence: number };
    expect(summary.outcome).toBe('stopped');
    // What it says it did is what the journal holds.
    const audit = auditJournal(join(folder, 'paper.db'));
    expect(audit).toMatchObject({ entries: summary.sequence, mismatches: 0, repeatedIds: [] });
    expect(audit.entries).toBeGreaterThan(30);
  });

  it('asked while it is still starting, it ends all the same', async () => {
    const folder = workFolder();
    const life = longRun(folder);
    await delay(700);
    life.child.kill('SIGTERM');
    const { code, signal } = await life.ended;
    // Before the program listens the signal's own default ends it, which costs nothing either.
    expect(signal === 'SIGTERM' || code === 0).toBe(true);
  });

  it('goes on where it was stopped', async () => {
    const folder = workFolder();
    const first = longRun(folder);
    await first.hasSaid('run started');
    await delay(500);
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0 });
    const before = auditJournal(join(folder, 'paper.db'));
    const second = longRun(folder);
    expect(await second.hasSaid(`"recoveredEntries":${before.entries}`)).toBe(true);
    await delay(300);
    second.child.kill('SIGTERM');
    expect(await second.ended).toMatchObject({ code: 0 });
    const after = auditJournal(join(folder, 'paper.db'));
    expect(after).toMatchObject({ resumes: 1, mismatches: 0, repeatedIds: [], unprotected: [] });
    expect(after.entries).toBeGreaterThan(before.entries);
  });
});
