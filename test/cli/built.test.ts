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
  it('loads an own strategy and tests it with the result of the sources', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'BTC-USDT_1m.csv'), toCsv(walk({ seed: 1, count: 2000, volatility: 0.006 })));
    const line = ['backtest', 'BTC-USDT_1m.csv', '--strategy', OWN, '--json'];
    const built = documentOf(await cab(folder, line, {}, PROGRAM));
    const { fills, endEquity } = documentOf(await cab(folder, line));
    expect(fills).toBeGreaterThan(0);
    expect(built).toMatchObject({ fills, endEquity });
  });

  it('trades with an own strategy and serves the page in one script', async () => {
    const folder = aFolder();
    const bot = startCab(folder, ['run', '--no-supervisor', '--strategy', OWN], {}, PROGRAM);
    const { page } = JSON.parse(await bot.seen(/run started/)) as { page: string };
    const script = await fetch(new URL('/page/main.js', page));
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(await script.text()).not.toMatch(/\bimport\b.*\.ts['"]/);
    expect(await bot.end('SIGTERM')).toBe(0);
  });
});
