/** A paper run on a disk that really fills: a tmpfs of a few megabytes. */
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { mountProblem, mountedFolder } from '../../src/adapters/storage/testing/mounted-folder.ts';
import { SqliteJournal, openDatabase } from '../../src/adapters/storage/index.ts';
import type { EngineEvent } from '../../src/domain/index.ts';
import { cab, startCab, workFolder } from '../black-box/cab-process.ts';
import { auditJournal, prepareSession } from '../black-box/paper-session.ts';
import { entriesOf } from '../support/at-once.ts';

/** `cab run` with the settings of a session. */
function commandLine(settings: Readonly<Record<string, string>>): string[] {
  const sets = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  return ['run', ...sets, '--port', '0', '--exit-when-done', '--json'];
}

/** Takes what is left of the file system. */
function fillDisk(folder: string): void {
  try {
    writeFileSync(join(folder, 'filler'), Buffer.alloc(64 * 1024 * 1024));
  } catch {
    // Full is what it should be; the part that did fit stays.
  }
}

function eventsOf(path: string): { sequence: number; event: EngineEvent }[] {
  const opened = openDatabase(path, { readonly: true });
  if (!opened.ok) throw opened.error;
  const events = entriesOf(new SqliteJournal(opened.value)).map(({ entry }) => ({
    sequence: entry.sequence,
    event: { ...entry.event },
  }));
  opened.value.close();
  return events;
}

const why = mountProblem === undefined ? '' : ` (skipped: ${mountProblem})`;

describe.skipIf(mountProblem !== undefined)(`a run on a full disk${why}`, () => {
  it('stops with a message and code 74 when nothing is left, and goes on from what was committed', async () => {
    const disk = mountedFolder('4m');
    const folder = workFolder();
    const settings = { ...prepareSession(folder, { seed: 21, count: 6000 }), DB_PATH: join(disk, 'paper.db') };
    const { code, stdout, stderr } = await cab(folder, commandLine(settings));
    expect(code).toBe(74);
    expect(stderr).toMatch(/disk .*is full/);
    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'io', exitCode: 74 } });

    // On a disk with space it opens, replays and goes on to the end that a run without trouble has.
    const moved = join(folder, 'moved.db');
    for (const suffix of ['', '-wal', '.head', '.emergency']) {
      if (existsSync(`${settings.DB_PATH}${suffix}`)) copyFileSync(`${settings.DB_PATH}${suffix}`, `${moved}${suffix}`);
    }
    const committed = eventsOf(moved).length;
    expect(committed).toBeGreaterThan(200);
    expect(auditJournal(moved)).toMatchObject({ mismatches: 0, repeatedIds: [] });
    expect(await cab(folder, commandLine({ ...settings, DB_PATH: moved }))).toMatchObject({ code: 0 });
    const audit = auditJournal(moved);
    expect(audit).toMatchObject({ mismatches: 0, repeatedIds: [], unprotected: [], resumes: 1 });
    expect(audit.entries).toBeGreaterThan(committed);
  });

  it('opens nothing and still leaves what it holds, thanks to the ballast', async () => {
    let held = 0;
    // Now and then the disk fills just while nothing is held, which shows nothing about exits.
    for (let attempt = 0; attempt < 4 && held === 0; attempt += 1) held = await fillWhileTrading(22 + attempt);
    expect(held).toBeGreaterThan(0);
  });
});

/** Fills the disk under a run; returns how many positions it held when it noticed, after checking what became of them. */
async function fillWhileTrading(seed: number): Promise<number> {
  const disk = mountedFolder('24m');
  const folder = workFolder();
  const path = join(disk, 'paper.db');
  const session = prepareSession(folder, { seed, count: 900 });
  const settings = { ...session, STRATEGY_PARAMS: 'every=2', SIMULATED_SPEED: '20000', DB_PATH: path };
  const life = startCab(folder, commandLine(settings));
  expect(await life.hasSaid('run started')).toBe(true);
  expect(existsSync(`${path}.ballast`)).toBe(true);
  await delay(400);
  fillDisk(disk);
  const { code, stderr } = await life.ended;
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stderr).toMatch(/no new positions: .*full/);
  expect(existsSync(`${path}.ballast`)).toBe(false);

  const events = eventsOf(path);
  const lost = events.find(({ event }) => event.type === 'storageChanged');
  expect(lost?.event).toMatchObject({ isWritable: false });
  const { after, ...audit } = auditJournal(path, lost?.sequence);
  expect(audit).toMatchObject({ mismatches: 0, repeatedIds: [], openPositions: 0 });
  expect(after.entries).toBe(0);
  expect(after.exits).toBeGreaterThanOrEqual(after.held);
  // Told to its end, as if nothing had happened.
  const last = events.findLast(({ event }) => event.type === 'candleClosed')?.event;
  expect(last).toMatchObject({ openTimeMs: Date.UTC(2024, 0, 1) + 899 * 60_000 });
  return after.held;
}
