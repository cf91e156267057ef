/** The program as `npm start` runs it: bundled, with what it reads from beside itself. */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCsv, walk } from '../support/synthetic-candles.ts';
import { aFolder, cab, documentOf, startCab } from './cab.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Inside the project, where a bundle finds the packages; not `dist`, which is the user's. */
const BUILT = join(ROOT, 'node_modules', '.cache', `built-${process.pid}`);
const PROGRAM = join(BUILT, 'cab.js');
const OWN = join(ROOT, 'examples', 'own-strategy.ts');

beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.ts'), BUILT]);
});
afterAll(() => rmSync(BUILT, { recursive: true, force: true }));

describe('the built program', () => {
  it("loads a user's strategy and tests it with the result of the sources", async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'BTC-USDT_1m.csv'), toCsv(walk({ seed: 1, count: 2000, volatility: 0.006 })));
    const line = ['backtest', 'BTC-USDT_1m.csv', '--strategy', OWN, '--json'];
    const built = documentOf(await cab(folder, line, {}, PROGRAM));
    const { fills, endEquity } = documentOf(await cab(folder, line));
    expect(fills).toBeGreaterThan(0);
    expect(built).toMatchObject({ fills, endEquity });
  });

  it("trades with a user's strategy and serves the page in one script", async () => {
    const folder = aFolder();
    const bot = startCab(folder, ['run', '--no-supervisor', '--strategy', OWN], {}, PROGRAM);
    const { page } = JSON.parse(await bot.seen(/run started/)) as { page: string };
    const script = await fetch(new URL('/page/main.js', page));
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(await script.text()).not.toMatch(/\bimport\b.*\.ts['"]/);
    expect(await bot.end('SIGTERM')).toBe(0);
  });

  it('finds the program of the thread that recomputes: after a start, and for who asks about a candle', async () => {
    const folder = aFolder();
    const line = ['run', '--no-supervisor', '--strategy', OWN, '--set', 'SIMULATED_SPEED=100000'];
    const first = startCab(folder, line, {}, PROGRAM);
    const { page } = JSON.parse(await first.seen(/run started/)) as { page: string };
    const latest = async (): Promise<number | null> => {
      const status = await (await fetch(new URL('/api/v1/status', page))).json();
      return (status as { lanes: { lastCandleMs: number | null }[] }).lanes[0]?.lastCandleMs ?? null;
    };
    let candle = await latest();
    while (candle === null) candle = await latest();
    const asked = await fetch(new URL(`/api/v1/decisions/explain?lane=0&candleOpenTimeMs=${candle}`, page));
    expect(await asked.json()).toMatchObject({ candleOpenTimeMs: candle, whyNot: null, differences: [] });
    expect(await first.end('SIGTERM')).toBe(0);
    const second = startCab(folder, line, {}, PROGRAM);
    const told = JSON.parse(await second.seen(/decidesTheSame|decidesOtherwise|notCompared/)) as { msg: string };
    expect(told.msg).toMatch(
      /^0\.1\.0 \((?:[0-9a-f]{12}|unknown)\) decides the last \d+ candles as they were recorded$/,
    );
    expect(await second.end('SIGTERM')).toBe(0);
  });
});
