/** C4 and C1 together: killed while the disk refuses, so that the latest orders are in the emergency file only. */
import Sqlite from 'better-sqlite3';
import { setTimeout as delay } from 'node:timers/promises';
import { buildShim } from '../../faults/fault-shim.ts';
import { judgeFiles } from '../oracle.ts';
import { type ChaosCase, aSession, finish, randomOf, start } from '../session.ts';

const LONGEST_MS = 2000;
/** Beyond what a start writes. */
const FIRST_WRITE = 900;
const ERRNOS = [28, 5, 30];

export const killedWhileLost: ChaosCase = {
  id: 'C4+1',
  what: 'kill -9 while the disk refuses the database: the next start brings back what the emergency file holds',
  run: async (chaos) => {
    const shim = buildShim(chaos.folder);
    if ('problem' in shim) return { runs: 0, counts: `not tried: ${shim.problem}`, violations: [] };
    const violations: string[] = [];
    let [runs, fills] = [0, 0];
    for (let round = 0; round < chaos.scale; round += 1) {
      for (const errno of ERRNOS) {
        const session = aSession(chaos, { speed: 6000 });
        const environment = {
          LD_PRELOAD: shim.path,
          FAIL_IO: `w/${errno}/${FIRST_WRITE}/1000000000/paper.db/.emergency`,
        };
        const life = start(chaos, session, { environment });
        if (!(await life.hasSaid('no new positions'))) violations.push('it was not noticed');
        await delay(randomOf(chaos)() * LONGEST_MS);
        life.child.kill('SIGKILL');
        await life.ended;
        await finish(chaos, session, violations);
        const judged = judgeFiles(session.database);
        violations.push(...judged.violations);
        if (!opensAgain(session.database)) violations.push('the next start opened nothing any more');
        fills += judged.fills;
        runs += 1;
      }
    }
    return { runs, counts: `${fills} fills judged`, violations };
  },
};

/** The loss is on record, and its end after it. */
function opensAgain(path: string): boolean {
  const database = new Sqlite(path, { readonly: true });
  const last = database
    .prepare(
      "SELECT json_extract(payload, '$.isWritable') FROM journal WHERE type = 'storageChanged' ORDER BY sequence",
    )
    .pluck()
    .all();
  database.close();
  return last.includes(0) && last.at(-1) === 1;
}
