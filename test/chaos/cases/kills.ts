/** C1: killed at random moments, and in the middle of a write or a sync. */
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { buildShim, killedAt } from '../../faults/fault-shim.ts';
import { judgeFiles } from '../oracle.ts';
import { type ChaosCase, type Finding, aSession, calmLedger, finish, randomOf, start } from '../session.ts';

const KILLS = 6;
const LONGEST_LIFE_MS = 1500;
/** Writes and syncs of a start and a run, roughly. */
const CALLS = { write: 900, sync: 60 } as const;

export const kills: ChaosCase = {
  id: 'C1',
  what: 'kill -9 at random moments, and at the N-th write or sync of the database',
  run: async (chaos) => {
    const calm = await calmLedger(chaos);
    const shim = buildShim(chaos.folder);
    const violations: string[] = [];
    let [runs, killed, fills] = [0, 0, 0];
    for (let round = 0; round < 2 * chaos.scale; round += 1) {
      const session = aSession(chaos);
      const random = randomOf(chaos);
      for (let kill = 0; kill < KILLS; kill += 1) {
        runs += 1;
        const isAtCall = round % 2 === 1 && 'path' in shim;
        const kind = random() < 0.5 ? 'write' : 'sync';
        const environment = isAtCall
          ? killedAt(shim.path, { kind, from: 1 + Math.floor(random() * CALLS[kind]), part: 'paper.db' })
          : {};
        const life = start(chaos, session, { environment });
        if (!isAtCall) {
          if (random() > 0.15) await life.hasSaid('"msg":"run started"');
          await delay(random() * LONGEST_LIFE_MS);
          life.child.kill('SIGKILL');
        }
        const { code, signal, stderr } = await life.ended;
        if (signal === 'SIGKILL') killed += 1;
        else if (code === 0) break;
        else violations.push(`ended with ${code}: ${stderr.slice(-300)}`);
      }
      await finish(chaos, session, violations);
      const judged = judgeFiles(session.database);
      violations.push(...judged.violations);
      fills += judged.fills;
      if (!isDeepStrictEqual(judged.ledger, calm)) violations.push('the ledger is not that of an undisturbed run');
    }
    const note = 'path' in shim ? '' : `; none at a call: ${shim.problem}`;
    return { runs, counts: `${killed} kills, ${fills} fills judged${note}`, violations } satisfies Finding;
  },
};
