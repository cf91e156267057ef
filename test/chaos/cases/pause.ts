/** C3: standing still for longer than data may be old. */
import Sqlite from 'better-sqlite3';
import { setTimeout as delay } from 'node:timers/promises';
import { judgeFiles } from '../oracle.ts';
import { type ChaosCase, type Session, aSession, lastWords, start } from '../session.ts';

const SHORT_MS = 6000;
const LONG_MS = 60_000;
/** Slow enough that the files have not ended before the pause has. */
const SPEED = 600;

export const pause: ChaosCase = {
  id: 'C3',
  what: 'SIGSTOP for longer than 5 s, then SIGCONT: no entry before a candle has closed since',
  run: async (chaos) => {
    const violations: string[] = [];
    let runs = 0;
    let seen = 0;
    for (const ms of chaos.scale > 1 ? [SHORT_MS, LONG_MS] : [SHORT_MS]) {
      const session = aSession(chaos, { speed: SPEED });
      const life = start(chaos, session);
      await life.hasSaid('"msg":"run started"');
      await delay(1500);
      life.child.kill('SIGSTOP');
      await delay(ms);
      life.child.kill('SIGCONT');
      if (!(await life.hasSaid('stood still'))) violations.push('the pause was not noticed');
      await delay(2000);
      life.child.kill('SIGTERM');
      const ending = await life.ended;
      if (ending.code !== 0) violations.push(`ended with ${ending.code}: ${lastWords(ending)}`);
      const early = entriesAtOnce(session);
      seen += early.pauses;
      violations.push(...early.violations, ...judgeFiles(session.database).violations);
      runs += 1;
    }
    return { runs, counts: `${seen} pauses on record`, violations };
  },
};

/** Orders of entries that were accepted between a pause and the next candle. */
function entriesAtOnce({ database }: Session): { readonly pauses: number; readonly violations: string[] } {
  const connection = new Sqlite(database, { readonly: true });
  const pauses = connection
    .prepare("SELECT sequence FROM journal WHERE type = 'interruptionSeen'")
    .pluck()
    .all() as number[];
  const violations = pauses.flatMap((sequence) =>
    (
      connection
        .prepare(
          `SELECT o.client_order_id FROM journal j JOIN orders o ON o.client_order_id = json_extract(j.payload, '$.clientOrderId')
           WHERE j.type = 'orderAccepted' AND o.purpose = 'entry' AND j.sequence > ?
           AND j.sequence < (SELECT min(sequence) FROM journal WHERE type IN ('c', 'candleClosed') AND sequence > ?)`,
        )
        .pluck()
        .all(sequence, sequence) as string[]
    ).map((id) => `entry ${id} was made right after a pause`),
  );
  connection.close();
  return { pauses: pauses.length, violations };
}
