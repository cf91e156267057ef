/** The engine runs with the world taken away, and comes to the same result. */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as timersSetTimeout } from 'node:timers';
import { describe, expect, it } from 'vitest';
import { type StrategyDefinition, defineStrategy } from '../../src/core/strategies/api/index.ts';
import { strategies as builtIn } from '../../src/core/strategies/index.ts';
import { backtest, fingerprint, goldenColumns } from '../support/named-backtest.ts';
import { sealed } from './seal.ts';

const columns = goldenColumns();
/** The one that reads a file has nothing to trade on here. */
const strategies = builtIn.filter((strategy) => strategy.name !== 'signals-file');

describe('a backtest without clock, randomness, timers, environment, network and files', () => {
  it.each(strategies.map((strategy) => [strategy.name, strategy] as const))(
    'of %s, all exits and all risk rules, is the same as with them',
    (_name, strategy) => {
      const inside = sealed(() => backtest(strategy, columns));
      expect(inside.run.recorder.notices.has('strategyStopped')).toBe(false);
      expect(inside.run.recorder.fills.length).toBeGreaterThan(20);
      expect(fingerprint(inside)).toEqual(fingerprint(backtest(strategy, columns)));
    },
  );
});

const REACHING_OUT: readonly (readonly [string, () => unknown])[] = [
  ['Date.now', () => Date.now()],
  ['new Date()', () => new Date()],
  ['performance.now', () => performance.now()],
  ['Math.random', () => Math.random()],
  ['crypto.randomUUID', () => crypto.randomUUID()],
  ['randomUUID', () => randomUUID()],
  ['randomBytes', () => randomBytes(4)],
  ['setTimeout', () => setTimeout(() => undefined, 0)],
  ['timers setTimeout', () => timersSetTimeout(() => undefined, 0)],
  ['setInterval', () => setInterval(() => undefined, 1)],
  ['setImmediate', () => setImmediate(() => undefined)],
  ['queueMicrotask', () => queueMicrotask(() => undefined)],
  ['process.env', () => process.env['HOME']],
  ['fetch', () => fetch('http://127.0.0.1:1')],
  ['readFileSync', () => readFileSync('package.json')],
  ['existsSync', () => existsSync('package.json')],
];

describe('the seal', () => {
  it.each(REACHING_OUT)('catches a strategy that uses %s', (what, use) => {
    const reaching = reachingOut(use);
    const { run } = sealed(() => backtest(reaching, columns));
    const stopped = run.recorder.notices.get('strategyStopped')?.first ?? 'nothing was caught';
    expect(stopped).toMatch(/the sealed run used/);
    expect(stopped).toContain(what.split(' ').at(-1));
  });

  it('lets dates be made from given times', () => {
    expect(sealed(() => new Date(0).toISOString())).toBe('1970-01-01T00:00:00.000Z');
  });

  it('is gone afterwards, also when the work failed', () => {
    expect(() =>
      sealed(() => {
        throw new Error('work');
      }),
    ).toThrow('work');
    expect(REACHING_OUT.slice(0, 7).map(([, use]) => use()).length).toBe(7);
    expect(existsSync('package.json')).toBe(true);
  });
});

/** Reaches out on its thousandth candle. */
function reachingOut(use: () => unknown): StrategyDefinition {
  return defineStrategy({
    name: 'reaching-out',
    parameters: {},
    setup:
      () =>
      ({ index }) => {
        if (index === 1000) use();
        return undefined;
      },
  });
}
