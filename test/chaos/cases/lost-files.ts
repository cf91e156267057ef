/** C5: files that go away, are exchanged, or cannot be written any more. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { setTimeout as delay } from 'node:timers/promises';
import { mount, mountMemory, mountProblem, unmount } from '../../../src/adapters/storage/testing/mount.ts';
import { judgeFiles } from '../oracle.ts';
import { type Chaos, type ChaosCase, type Session, aSession, finish, lastWords, start } from '../session.ts';

const SUFFIXES = ['', '-wal', '-shm', '.lock', '.ballast', '.emergency'];
/** Slow enough that it is still at work. */
const SPEED = 6000;

interface Loss {
  readonly name: string;
  readonly lose: (session: Session) => void;
  readonly code: number;
  /** Part of every run. */
  readonly isQuick?: true;
}

/** The bot may notice while the files go one by one, and rescue what it held into the folder that is to go. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
  }
}

const LOSSES: readonly Loss[] = [
  {
    name: 'folder removed',
    isQuick: true,
    code: 78,
    lose: ({ database }) => removeFolder(dirname(database)),
  },
  {
    name: 'folder moved',
    code: 78,
    lose: ({ database }) => renameSync(dirname(database), `${dirname(database)}.moved`),
  },
  { name: 'database removed', code: 78, lose: ({ database }) => rmSync(database) },
  {
    name: 'all files removed',
    code: 78,
    lose: ({ database }) => SUFFIXES.forEach((suffix) => rmSync(`${database}${suffix}`, { force: true })),
  },
  {
    name: 'database replaced',
    isQuick: true,
    code: 78,
    lose: ({ database }) => {
      writeFileSync(`${database}.new`, readFileSync(database));
      renameSync(`${database}.new`, database);
    },
  },
  { name: 'log removed', isQuick: true, code: 78, lose: ({ database }) => rmSync(`${database}-wal`) },
  { name: 'index removed', code: 78, lose: ({ database }) => rmSync(`${database}-shm`) },
];

export const lostFiles: ChaosCase = {
  id: 'C5',
  what: 'folder, database, log or index removed, moved or replaced under the bot; media that cannot be written',
  run: async (chaos) => {
    const violations: string[] = [];
    let [runs, rescued] = [0, 0];
    for (let round = 0; round < chaos.scale; round += 1) {
      for (const loss of chaos.scale > 1 ? LOSSES : LOSSES.filter(({ isQuick }) => isQuick)) {
        const found = await lose(chaos, loss);
        violations.push(...found.violations.map((line) => `${loss.name}: ${line}`));
        rescued += found.isRescued ? 1 : 0;
        runs += 1;
      }
    }
    if (mountProblem === undefined) {
      violations.push(...(await readOnly(chaos)), ...(await lostVolume(chaos)));
      runs += 2;
    }
    const note = mountProblem === undefined ? '' : `; nothing mounted: ${mountProblem}`;
    return { runs, counts: `${rescued} rescued, none begun anew${note}`, violations };
  },
};

async function lose(
  chaos: Chaos,
  { lose: act, code }: Loss,
): Promise<{ readonly violations: string[]; readonly isRescued: boolean }> {
  const violations: string[] = [];
  const session = aSession(chaos, { speed: SPEED });
  const life = start(chaos, session);
  await life.hasSaid('"msg":"run started"');
  await delay(700);
  act(session);
  const ending = await life.ended;
  if (ending.code !== code) violations.push(`ended with ${ending.code}, not ${code}: ${lastWords(ending)}`);
  const copy = `${session.database}.rescued`;
  const isRescued = existsSync(copy);
  if (code === 78) {
    const again = await start(chaos, session).ended;
    if (again.code !== 78) violations.push(`the next start ended with ${again.code}: ${lastWords(again)}`);
    if (!isRescued) return { violations: [...violations, 'nothing was rescued'], isRescued };
    for (const suffix of SUFFIXES) rmSync(`${session.database}${suffix}`, { force: true });
    renameSync(copy, session.database);
  }
  await finish(chaos, session, violations);
  violations.push(...judgeFiles(session.database).violations, ...begunAnew(session));
  return { violations, isRescued };
}

/** Whether another run stands beside the first one. */
function begunAnew({ database }: Session): string[] {
  const connection = new Sqlite(database, { readonly: true });
  const runs = connection.prepare("SELECT count(*) FROM journal WHERE type = 'runStarted'").pluck().get();
  connection.close();
  return runs === 1 ? [] : [`${String(runs)} runs were begun`];
}

async function readOnly(chaos: Chaos): Promise<string[]> {
  const disk = mountMemory('32m');
  try {
    const session = aSession(chaos, { dataFolder: disk, speed: 1_000_000 });
    const violations: string[] = [];
    await finish(chaos, session, violations);
    mount('-o', 'remount,ro', disk);
    const { code } = await start(chaos, session).ended;
    return code === 74 ? violations : [...violations, `a start on read-only media ended with ${code}`];
  } finally {
    unmount(disk);
  }
}

/** The volume is taken away, and comes back later. */
async function lostVolume(chaos: Chaos): Promise<string[]> {
  const disk = mountMemory('64m');
  const kept = mountMemory('1m');
  const violations: string[] = [];
  try {
    mount('--bind', disk, kept);
    const session = aSession(chaos, { dataFolder: disk, speed: SPEED });
    const life = start(chaos, session);
    await life.hasSaid('"msg":"run started"');
    await delay(700);
    spawnSync('umount', ['-l', disk]);
    const ending = await life.ended;
    if (ending.code !== 78) violations.push(`a lost volume: ended with ${ending.code}: ${lastWords(ending)}`);
    const again = await start(chaos, session).ended;
    if (again.code !== 78) violations.push(`a start without its volume ended with ${again.code}`);
    mount('--bind', kept, disk);
    await finish(chaos, session, violations);
    violations.push(...judgeFiles(session.database).violations, ...begunAnew(session));
    return violations;
  } finally {
    unmount(kept);
    unmount(disk);
  }
}
