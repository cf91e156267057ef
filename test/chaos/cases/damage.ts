/** C6: a database that is damaged, or no database, and a log that was cut off. */
import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../../src/adapters/storage/index.ts';
import { judgeFiles } from '../oracle.ts';
import { type Chaos, type ChaosCase, type Session, aSession, finish, lastWords, randomOf, start } from '../session.ts';

const PAGE_BYTES = 4096;
const REFUSED = 78;

/** Each leaves a file that must be refused, and not changed. */
const DAMAGES: readonly (readonly [name: string, harm: (path: string, random: () => number) => void])[] = [
  ['a page overwritten', (path) => overwrite(path, PAGE_BYTES * 3, PAGE_BYTES)],
  ['the head overwritten', (path) => overwrite(path, 0, 100)],
  ['cut off in the middle', (path) => truncateSync(path, PAGE_BYTES * 20)],
  ['a web page', (path) => writeFileSync(path, '<!doctype html><title>Sign in</title>'.repeat(400))],
];

export const damage: ChaosCase = {
  id: 'C6',
  what: 'a page overwritten, the file cut off, a web page in its place, the log of a killed bot cut off anywhere',
  run: async (chaos) => {
    const violations: string[] = [];
    let [runs, refused, cuts, noticed] = [0, 0, 0, 0];
    const killed = await killedSession(chaos);
    const random = randomOf(chaos);
    // Everything is in the file itself, as after an orderly end.
    const whole = copied(killed);
    await finish(chaos, whole, violations);
    for (let round = 0; round < chaos.scale; round += 1) {
      for (const [name, harm] of DAMAGES) {
        const session = copied(whole);
        harm(session.database, random);
        const before = readFileSync(session.database);
        const ending = await start(chaos, session).ended;
        runs += 1;
        if (ending.code === REFUSED) refused += 1;
        else violations.push(`${name}: ended with ${ending.code}: ${lastWords(ending)}`);
        if (!before.equals(readFileSync(session.database))) violations.push(`${name}: the damaged file was changed`);
        for (const suffix of ['', '-wal', '-shm', '.head']) rmSync(`${session.database}${suffix}`, { force: true });
        for (const suffix of ['', '.head']) cpSync(`${whole.database}${suffix}`, `${session.database}${suffix}`);
        await finish(chaos, session, violations);
        violations.push(...judgeFiles(session.database).violations);
      }
      for (let cut = 0; cut < 2; cut += 1) {
        const session = copied(killed);
        const log = `${session.database}-wal`;
        truncateSync(log, Math.floor(readFileSync(log).length * random()));
        runs += 1;
        cuts += 1;
        const atOnce = { ...session, settings: { ...session.settings, SIMULATED_SPEED: '1000000' } };
        const ending = await start(chaos, atOnce).ended;
        if (ending.code === REFUSED) {
          noticed += 1;
          // A person goes on without what is lost.
          const accepted = openDatabase(session.database, { accepts: true });
          if (accepted.ok) accepted.value.close();
          else violations.push(`a log cut off is not accepted: ${accepted.error.message}`);
        } else if (ending.code !== 0) violations.push(`a log cut off: ended with ${ending.code}: ${lastWords(ending)}`);
        await finish(chaos, session, violations);
        violations.push(...judgeFiles(session.database).violations);
      }
    }
    return {
      runs,
      counts: `${refused} refused and left as they were, ${cuts} logs cut off, ${noticed} of them noticed`,
      violations,
    };
  },
};

/** What a bot leaves that was killed while it traded: most of it in its log. */
async function killedSession(chaos: Chaos): Promise<Session> {
  const session = aSession(chaos);
  const life = start(chaos, session);
  await life.hasSaid('"msg":"run started"');
  await life.hasSaid('"msg":"sold', 5);
  await delay(100);
  life.child.kill('SIGKILL');
  await life.ended;
  return session;
}

function copied(session: Session): Session {
  const folder = mkdtempSync(join(session.folder, 'copy-'));
  const database = join(folder, 'paper.db');
  for (const suffix of ['', '-wal', '.head']) {
    if (existsSync(`${session.database}${suffix}`)) cpSync(`${session.database}${suffix}`, `${database}${suffix}`);
  }
  return { ...session, database, settings: { ...session.settings, DB_PATH: database, DATA_DIR: folder } };
}

function overwrite(path: string, at: number, length: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(length, 0xa5), 0, length, at);
  closeSync(file);
}
