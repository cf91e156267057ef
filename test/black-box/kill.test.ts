/** kill -9 of the real program, again and again: what it traded is what an undisturbed run trades. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../support/synthetic-candles.ts';
import { startPaper, workFolder } from './cab-process.ts';
import { auditJournal, prepareSession } from './paper-session.ts';

const KILLS = 8;

interface Schedule {
  readonly seed: number;
  /** How long an undisturbed life takes, once it runs. */
  readonly lifeMs: number;
}

/** Kills it at moments that the seed chooses, some of them while it recovers; returns how often. */
async function killAgainAndAgain(
  folder: string,
  settings: Readonly<Record<string, string>>,
  { seed, lifeMs }: Schedule,
): Promise<number> {
  const random = seededRandom(seed);
  for (let kills = 0; kills < KILLS; kills += 1) {
    const life = startPaper(folder, settings);
    const isEarly = random() < 0.15;
    // Together they live about two thirds of the way, however fast the machine is.
    const waitMs = isEarly ? 250 * (1 + random()) : ((lifeMs * 4) / 3 / KILLS) * random();
    if (!isEarly) await life.hasSaid('run started');
    await delay(waitMs);
    life.child.kill('SIGKILL');
    const { signal, code, stderr } = await life.ended;
    if (code === 0) return kills;
    if (signal !== 'SIGKILL') throw new Error(`kill ${kills} of seed ${seed}: it ended with ${code}: ${stderr}`);
  }
  return KILLS;
}

describe('kill -9', () => {
  it('at random moments leaves the ledger of an undisturbed run, at full speed and paced', async () => {
    const folder = workFolder();
    const settings = prepareSession(folder, { seed: 11, count: 900 });
    const undisturbed = startPaper(folder, { ...settings, DB_PATH: 'calm.db' });
    await undisturbed.hasSaid('run started');
    const startedMs = performance.now();
    expect(await undisturbed.ended).toMatchObject({ code: 0, stderr: 'run started\n' });
    const lifeMs = performance.now() - startedMs;
    const calm = auditJournal(join(folder, 'calm.db'));
    expect(calm).toMatchObject({ mismatches: 0, resumes: 0 });
    expect(calm.submitted).toBeGreaterThan(200);

    for (const [place, [speed, floorMs]] of (
      [
        ['1000000', 0],
        ['20000', 2700],
      ] as const
    ).entries()) {
      const disturbed = { ...settings, SIMULATED_SPEED: speed, DB_PATH: `killed-${speed}.db` };
      const kills = await killAgainAndAgain(folder, disturbed, { seed: 30 + place, lifeMs: Math.max(lifeMs, floorMs) });
      expect(kills).toBeGreaterThan(KILLS / 2);
      expect(await startPaper(folder, disturbed).ended).toMatchObject({ code: 0 });
      const killed = auditJournal(join(folder, disturbed.DB_PATH));
      expect(killed.resumes).toBeGreaterThan(KILLS / 4);
      expect(killed).toMatchObject({ mismatches: 0, repeatedIds: [], unprotected: [] });
      expect(killed.ledger).toEqual(calm.ledger);
    }
  });
});
