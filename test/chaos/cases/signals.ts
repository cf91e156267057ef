/** C2: asked to stop in the middle of trading, once or twice. */
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { judgeFiles } from '../oracle.ts';
import { type ChaosCase, aSession, calmLedger, finish, lastWords, randomOf, start } from '../session.ts';

const MOST_STOP_MS = 30_000;
const TIMES = 3;

export const signals: ChaosCase = {
  id: 'C2',
  what: 'SIGTERM or SIGINT while trading, every other time twice',
  run: async (chaos) => {
    const calm = await calmLedger(chaos);
    const violations: string[] = [];
    let [runs, longestMs] = [0, 0];
    for (let round = 0; round < chaos.scale; round += 1) {
      const session = aSession(chaos);
      const random = randomOf(chaos);
      for (let stop = 0; stop < TIMES; stop += 1) {
        const life = start(chaos, session);
        await life.hasSaid('"msg":"run started"');
        await delay(random() * 500);
        const startedMs = performance.now();
        const signal = random() < 0.5 ? 'SIGTERM' : 'SIGINT';
        life.child.kill(signal);
        if (stop % 2 === 1) life.child.kill(signal);
        const ending = await life.ended;
        runs += 1;
        longestMs = Math.max(longestMs, performance.now() - startedMs);
        if (ending.code !== 0)
          violations.push(`${signal}: ended with ${ending.code ?? ending.signal}: ${lastWords(ending)}`);
        if (existsSync(`${session.database}-wal`)) violations.push('the log was not folded in');
      }
      await finish(chaos, session, violations);
      const judged = judgeFiles(session.database);
      violations.push(...judged.violations);
      if (!isDeepStrictEqual(judged.ledger, calm)) violations.push('the ledger is not that of an undisturbed run');
    }
    if (longestMs > MOST_STOP_MS) violations.push(`a stop took ${Math.round(longestMs)} ms`);
    return { runs, counts: `longest stop ${Math.round(longestMs)} ms`, violations };
  },
};
