import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, it } from 'vitest';
import { MINUTE, anInstrument, engineSettings, scripted } from '../../../test/support/build.ts';
import { toColumns, walk } from '../../../test/support/synthetic-candles.ts';
import { strategies } from '../../core/strategies/index.ts';
import { type CandleColumns, decimal } from '../../domain/index.ts';
import { type BacktestJob, runBacktestJob } from './job.ts';
import { outcomeOf } from './testing/outcome.ts';

const SYMBOLS = ['BTC/USDT', 'ETH/USDT'];
const { lanes: _none, ...settings } = engineSettings(scripted({}), { exits: { stopLossRatio: 0.02 } });

const job: BacktestJob = {
  identity: { mode: 'backtest', commit: 'test', configHash: 'test', seed: 1, runId: 'cjob' },
  settings,
  lanes: SYMBOLS.map((symbol) => ({ symbol, strategy: 'ema-cross', parameters: { fast: 5, slow: 20 } })),
  simulation: { spreadBps: 0, slippageBps: 2, depthQuotePerBps: 0, maxVolumeShare: 1, latencyCandles: 0, latencyMs: 0 },
  instruments: SYMBOLS.map((symbol, id) => anInstrument({ id, symbol, base: symbol.slice(0, 3) })),
  balances: { USDT: decimal('10000.000000000000000001') },
  candles: ['first', 'second'],
  warmUpCandles: 30,
};

const columns: ReadonlyMap<string, CandleColumns> = new Map(
  job.candles.map((name, seed) => [name, toColumns(walk({ seed, count: 3000, intervalMs: MINUTE }))]),
);
const resources = { strategies: new Map(strategies.map((strategy) => [strategy.name, strategy] as const)), columns };

describe('the job of a backtest', () => {
  let expected: ReturnType<typeof outcomeOf>;
  beforeAll(async () => {
    expected = outcomeOf(await runBacktestJob(job, resources));
  });

  it('trades', () => {
    expect(expected.candles).toBe(6000);
    expect(expected.fills.length).toBeGreaterThan(100);
  });

  it('comes to the same trades in another thread', async () => {
    const worker = new Worker(new URL('testing/run-job.ts', import.meta.url), {
      workerData: { job, columns },
    });
    const [answer] = (await once(worker, 'message')) as [unknown];
    await worker.terminate();
    expect(answer).toEqual(expected);
  });

  it('tells how far it is', async () => {
    const seen: (readonly [number, number])[] = [];
    await runBacktestJob(job, { ...resources, onProgress: (candles, ofCandles) => seen.push([candles, ofCandles]) });
    expect(seen.at(-1)).toEqual([6000, 6000]);
  });

  it.each([
    [{ ...job, candles: ['first', 'third'] }, 'candles third must be there, there are first, second'],
    [{ ...job, lanes: job.lanes.map((lane) => ({ ...lane, strategy: 'nobody' })) }, 'strategy nobody must be there'],
  ])('says which of its names stands for nothing', async (wrong, message) => {
    await expect((async () => runBacktestJob(wrong, resources))()).rejects.toThrow(message);
  });
});
