/** C13: a second bot on one file, by every way to it that there is on one machine. */
import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mountProblem } from '../../../src/adapters/storage/testing/mount.ts';
import { judgeFiles } from '../oracle.ts';
import { type ChaosCase, type Session, type StartOptions, aSession, lastWords, start } from '../session.ts';

const HELD = 75;

interface Way {
  readonly name: string;
  readonly isMounting?: true;
  readonly reach: (session: Session) => StartOptions;
}

const WAYS: readonly Way[] = [
  { name: 'the same name', reach: () => ({}) },
  {
    name: 'the same name, the lock file deleted',
    reach: ({ database }) => {
      rmSync(`${database}.lock`);
      return {};
    },
  },
  {
    name: 'a hard link',
    reach: ({ database }) => {
      const other = join(dirname(database), 'other.db');
      linkSync(database, other);
      return { database: other };
    },
  },
  { name: 'the folder in another container', isMounting: true, reach: (session) => inContainer(session, false) },
  { name: 'the file alone in another container', isMounting: true, reach: (session) => inContainer(session, true) },
];

export const twoBots: ChaosCase = {
  id: 'C13',
  what: 'a second bot on the same file: by its name, a hard link, from another container, while the first stands still',
  run: async (chaos) => {
    const violations: string[] = [];
    let [runs, kept] = [0, 0];
    for (let round = 0; round < chaos.scale; round += 1) {
      for (const { name, isMounting, reach } of WAYS) {
        if (isMounting && mountProblem !== undefined) continue;
        const session = aSession(chaos, { speed: 600 });
        const first = start(chaos, session);
        await first.hasSaid('"msg":"run started"');
        const options = reach(session);
        for (const isStopped of [false, true]) {
          if (isStopped) first.child.kill('SIGSTOP');
          const second = await start(chaos, session, options).ended;
          runs += 1;
          if (second.code === HELD) kept += 1;
          else violations.push(`${name}: the second ended with ${second.code}: ${lastWords(second)}`);
        }
        first.child.kill('SIGCONT');
        first.child.kill('SIGTERM');
        const ending = await first.ended;
        if (ending.code !== 0) violations.push(`${name}: the first ended with ${ending.code}: ${lastWords(ending)}`);
        violations.push(...judgeFiles(session.database).violations);
      }
    }
    const note = mountProblem === undefined ? '' : `; no containers: ${mountProblem}`;
    return { runs, counts: `${kept} kept out with code 75${note}`, violations };
  },
};

/** Mounts, processes and host name of its own; the data is mounted at another place. */
function inContainer({ folder, database }: Session, isFileAlone: boolean): StartOptions {
  const inside = join(folder, isFileAlone ? 'inside-file' : 'inside');
  mkdirSync(inside);
  const target = isFileAlone ? join(inside, 'paper.db') : inside;
  if (isFileAlone) writeFileSync(target, '');
  const script = `hostname elsewhere; mount --bind "${isFileAlone ? database : dirname(database)}" "${target}"; exec "$@"`;
  const within = ['unshare', '--mount', '--pid', '--uts', '--fork', '--kill-child', 'sh', '-c', script, 'sh'];
  return { within, database: join(inside, 'paper.db') };
}
