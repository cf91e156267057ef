import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { ReplaySummary } from '../replay-record.ts';
import { type SmokeCheck, runSmokeChecks } from './run-smoke-checks.ts';
import type { SmokeBench, SmokePaper, WithSmokeBench } from './smoke-bench.ts';

const clock = { nowMs: () => 0, monotonicMs: () => 0 };

const REPLAYED = { isEqual: true, answered: 4, mismatchCount: 0 } as ReplaySummary;

/** Serves a bot that is well while `use` runs. */
const serve: SmokePaper['serve'] = async (use) => {
  const server = createServer((_request, response) => void response.end('{"status":"healthy"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
};

/** An installation in which everything works, but for `changes`. */
function aBench(changes: Partial<SmokeBench> = {}, paper: Partial<SmokePaper> = {}): SmokeBench {
  return {
    settings: async () => ({ count: 3, mode: 'paper' }),
    journalEntries: async () => 1,
    backtest: async () => ({ roundTrips: 5, equity: 1234.5 }),
    paper: (use) => use({ recoveredEntries: 9, equity: () => 1234.5, play: async () => undefined, serve, ...paper }),
    replay: async () => REPLAYED,
    ...changes,
  };
}

function checksOf(bench: SmokeBench, onCheck?: (check: SmokeCheck) => void): Promise<readonly SmokeCheck[]> {
  const withBench: WithSmokeBench = (_plan, use) => use(bench);
  return runSmokeChecks({ withBench, clock, ...(onCheck ? { onCheck } : {}) });
}

describe('runSmokeChecks', () => {
  it('says what was seen of each part, as it is seen', async () => {
    const heard: string[] = [];
    const checks = await checksOf(aBench(), ({ name }) => heard.push(name));
    expect(checks.map(({ name, ok, detail }) => [name, ok, detail])).toEqual([
      ['settings', true, '3 settings are valid, mode is paper'],
      ['storage', true, 'an entry was written, made durable and read'],
      ['backtest', true, '5 round trips, equity 1234.50'],
      ['paper run', true, 'to the cent what the backtest says'],
      ['restart', true, '9 entries recovered'],
      ['replay', true, '4 answers are the recorded ones'],
      ['http', true, 'GET /health answered 200'],
    ]);
    expect(heard).toEqual(checks.map(({ name }) => name));
  });

  it.each<[string, Partial<SmokeBench>, Partial<SmokePaper>, readonly string[]]>([
    ['settings that are wrong', { settings: () => Promise.reject(new Error('PORT is x')) }, {}, ['settings']],
    ['a storage that forgets', { journalEntries: async () => 0 }, {}, ['storage']],
    [
      'a strategy that never trades',
      { backtest: async () => ({ roundTrips: 0, equity: 1234.5 }) },
      {},
      ['backtest', 'paper run', 'restart'],
    ],
    ['money that differs', {}, { equity: () => 1234.49 }, ['paper run', 'restart']],
    ['a start that recovers nothing', {}, { recoveredEntries: 0 }, ['restart']],
    ['answers that differ', { replay: async () => ({ ...REPLAYED, isEqual: false }) }, {}, ['replay']],
    ['a port that is taken', {}, { serve: () => Promise.reject(new Error('port')) }, ['http']],
  ])('names %s, and looks at the rest all the same', async (_what, changes, paper, failed) => {
    const checks = await checksOf(aBench(changes, paper));
    expect(checks).toHaveLength(7);
    expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(failed);
  });

  it('runs on candles that a crossing strategy trades', async () => {
    let lines: string[] = [];
    const withBench: WithSmokeBench = (plan, use) => {
      lines = plan.candles.trimEnd().split('\n');
      return use(aBench());
    };
    await runSmokeChecks({ withBench, clock });
    const closes = lines.slice(1).map((line) => Number(line.split(',')[4]));
    expect(lines).toHaveLength(401);
    expect(Math.max(...closes) / Math.min(...closes)).toBeGreaterThan(1.2);
  });
});
