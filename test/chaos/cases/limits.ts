/** C17: too little memory, too few descriptors. */
import { existsSync } from 'node:fs';
import { judgeFiles } from '../oracle.ts';
import { type ChaosCase, type StartOptions, aSession, finish, start } from '../session.ts';

const shell = (limit: string): StartOptions => ({ within: ['sh', '-c', `${limit}; exec "$@"`, 'sh'] });

const LIMITS: readonly (readonly [name: string, options: StartOptions])[] = [
  ['64 descriptors', shell('ulimit -n 64')],
  ['32 descriptors', shell('ulimit -n 32')],
  ['24 descriptors', shell('ulimit -n 24')],
  ['12 MB of heap', { flags: ['--max-old-space-size=12'] }],
  ['24 MB of heap', { flags: ['--max-old-space-size=24'] }],
  ['1 GB of addresses', shell('ulimit -v 1000000')],
  ['files of 300 kB', shell('ulimit -f 300')],
];

export const limits: ChaosCase = {
  id: 'C17',
  what: 'heap, addresses, descriptors and the size of files limited until it dies',
  run: async (chaos) => {
    const violations: string[] = [];
    const ends: string[] = [];
    let runs = 0;
    for (let round = 0; round < chaos.scale; round += 1) {
      for (const [name, options] of LIMITS) {
        const session = aSession(chaos);
        const { code, signal } = await start(chaos, session, options).ended;
        runs += 1;
        if (round === 0) ends.push(`${name}: ${signal ?? code}`);
        if (existsSync(session.database)) {
          await finish(chaos, session, violations);
          violations.push(...judgeFiles(session.database).violations.map((line) => `${name}: ${line}`));
        }
      }
    }
    return { runs, counts: ends.join(', '), violations };
  },
};
