/** The examples as a reader runs them: each a process of its own, in an empty folder. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
let candles = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cab-examples-'));
  candles = join(folder, 'btc_1h.csv');
  example('make-candles', candles, '3000', '1h', '42');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the example prints. It must exit with 0 and complain about nothing. */
function example(name: string, ...args: readonly string[]): string {
  const program = join(root, 'examples', `${name}.ts`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe('the candle generator', () => {
  it('writes the same file for the same seed, another for another', () => {
    const [again, other] = [join(folder, 'again.csv'), join(folder, 'other.csv')];
    expect(example('make-candles', again, '3000', '1h', '42')).toContain('3000 candles of 1h');
    example('make-candles', other, '3000', '1h', '43');
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(candles, 'utf8'));
    expect(readFileSync(other, 'utf8')).not.toBe(readFileSync(candles, 'utf8'));
  });
});

describe('the backtest of a file', () => {
  it.each(['own-strategy', 'two-timeframes', 'ladder'])('trades %s, twice the same', (strategy) => {
    const run = () => example('backtest-csv', candles, `./examples/${strategy}.ts`, join(folder, 'data'));
    const printed = run();
    expect(printed).toMatch(/^3000 candles, [1-9]\d* round trips, equity \d+\.\d\d USDT$/m);
    expect(run()).toBe(printed);
  });
});

describe('the paper session', () => {
  it('starts fresh, and recovers from its journal the second time', () => {
    const first = example('paper-session', join(folder, 'paper'), '100');
    expect(first).toMatch(/^a fresh run$/m);
    const head = Number(/^journal entry (\d+)/m.exec(first)?.[1]);
    expect(head).toBeGreaterThan(200);
    const second = example('paper-session', join(folder, 'paper'), '100');
    expect(second).toMatch(new RegExp(`^recovered from ${head} journal entries$`, 'm'));
    expect(Number(/^journal entry (\d+)/m.exec(second)?.[1])).toBeGreaterThan(head + 100);
  });
});
