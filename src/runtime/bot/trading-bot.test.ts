import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SqliteAuditLog, SqliteJournal, openProjectionReader } from '../../adapters/storage/index.ts';
import { opened } from '../../adapters/storage/testing/opened.ts';
import { temporaryFolder } from '../../adapters/storage/testing/temporary-folder.ts';
import { Engine, type EngineSettings } from '../../core/engine/index.ts';
import { type AuditLog, type LocalJournal, StorageFailure } from '../../ports/index.ts';
import {
  MINUTE,
  START_MS,
  aCandle,
  anInstrument,
  buy,
  engineSettings,
  scripted,
  sell,
} from '../../../test/support/build.ts';
import { walk } from '../../../test/support/synthetic-candles.ts';
import { LatencyWindow } from '../observe/latency-window.ts';
import { Checkpointer } from '../recovery/checkpointer.ts';
import { type PastCandle, replayUntilCandle } from '../recovery/replay-until-candle.ts';
import { RunLoop } from '../loop/run-loop.ts';
import { StorageGuard } from '../writer/storage-guard.ts';
import { type JournaledOptions, entryTypes, startRun } from '../testing.ts';
import { RecentDecisions, describeDecision } from './recent-decisions.ts';
import { TradingBot } from './trading-bot.ts';

const fine = () => ({ ok: true, detail: '' });

/** A bot on a database of its own, whose market is what the test plays; its loop serves operators. */
function aBot(
  settings: EngineSettings,
  options: {
    audit?: (log: AuditLog, journal: LocalJournal) => AuditLog;
    run?: JournaledOptions;
    isIdle?: boolean;
  } = {},
) {
  const path = join(temporaryFolder(), 'cab.db');
  const database = opened(path);
  const journal = new SqliteJournal(database);
  const run = startRun(settings, { ...options.run, journal });
  run.writer.flush();
  const reader = openProjectionReader(path);
  if (!reader.ok) throw reader.error;
  onTestFinished(() => reader.value.close());
  const clock = { nowMs: () => Number.NEGATIVE_INFINITY, monotonicMs: () => 0 };
  const loop = new RunLoop({ source: { pump: () => 0, waitMs: () => 3_600_000 }, writer: run.writer, clock });
  if (options.isIdle !== true) void loop.run().catch(() => undefined);
  onTestFinished(() => loop.stop());
  const decisions = new RecentDecisions(run.engine);
  const log = new SqliteAuditLog(database);
  const audit = options.audit?.(log, journal) ?? log;
  const bot = new TradingBot({
    version: '1.2.3',
    exchange: 'simulated',
    timeframe: '1m',
    run,
    loop,
    clock,
    journal,
    runSequence: 1,
    settings,
    reader: reader.value,
    audit,
    probes: { mode: 'test', maxClockDriftMs: 1000, db: fine, broker: fine, bus: fine, data: fine },
    decisions,
    windows: [],
    startedMs: START_MS,
    startEquity: 10_000,
    timings: { decision: new LatencyWindow(), order: new LatencyWindow(), flow: new LatencyWindow() },
    metrics: async () => '',
  });
  return { bot, run, journal, log, loop, decisions };
}

const halt = { kind: 'setTradingState', state: 'halted' } as const;
const goOn = { kind: 'setTradingState', state: 'active' } as const;

describe('operate', () => {
  it('takes effect, is durable, and tells the sequence', async () => {
    const { bot, journal } = aBot(engineSettings(scripted({})));
    const receipt = await bot.operate(halt, { name: 'api', reason: 'test' });
    expect(receipt).toEqual({ sequence: journal.head, tradingState: 'halted' });
    expect(bot.status()).toMatchObject({ tradingState: 'halted', tradingStateReason: 'api: test' });
    expect(journal.hasPending()).toBe(false);
  });

  it('applies one key once, whoever repeats it, and keeps a record of each try', async () => {
    const { bot, log, run } = aBot(engineSettings(scripted({})));
    await bot.operate(halt, { name: 'telegram:1', reason: 'first', key: 'same' });
    await bot.operate(goOn, { name: 'api', reason: 'second', key: 'other' });
    const receipt = await bot.operate(halt, { name: 'telegram:1', reason: 'again', key: 'same' });
    expect(receipt.tradingState).toBe('active');
    expect((await log.entries()).map((entry) => entry.detail['reason'])).toEqual(['again', 'second', 'first']);
    expect(await log.verify()).toEqual({ ok: true, value: 3 });
    expect(run.commands.filter((command) => command.type === 'notify')).toHaveLength(2);
  });

  it('actions without a key are each their own', async () => {
    const { bot } = aBot(engineSettings(scripted({})));
    await bot.operate(halt, { name: 'api', reason: '' });
    await bot.operate(goOn, { name: 'api', reason: '' });
    expect((await bot.operate(halt, { name: 'api', reason: '' })).tradingState).toBe('halted');
  });

  it('is on record before it acts, and durable together with its record', async () => {
    const seen: string[] = [];
    const { bot, journal, log } = aBot(engineSettings(scripted({})), {
      audit: (log, journal) => ({
        append: (...entry) => {
          seen.push(`recorded when the journal held ${entryTypes(journal).join(', ')}`);
          return log.append(...entry);
        },
        entries: (page) => log.entries(page),
        verify: () => log.verify(),
      }),
    });
    await bot.operate(halt, { name: 'api', reason: '' });
    expect(seen).toEqual(['recorded when the journal held runStarted']);
    expect(entryTypes(journal)).toEqual(['runStarted', 'operatorActed']);
    expect([journal.durable, (await log.entries()).length]).toEqual([2, 1]);
  });

  it('acts before it is durable, and gives no receipt when it cannot be', async () => {
    let isFull = false;
    const { bot, run, log } = aBot(engineSettings(scripted({})), {
      run: {
        guardFlush: (flush) => {
          if (isFull) throw new StorageFailure('full', 'and stays full');
          return flush();
        },
      },
    });
    isFull = true;
    await expect(bot.operate(halt, { name: 'api', reason: '' })).rejects.toThrow('and stays full');
    expect(bot.status().tradingState).toBe('halted');
    await expect(bot.operate(goOn, { name: 'api', reason: '' })).rejects.toThrow('and stays full');
    expect(bot.status().tradingState).toBe('halted');
    expect(run.journal.durable).toBe(1);
    expect(await log.entries()).toEqual([]);
  });

  it('is durable on a full disk as soon as the reserve that a flush gives back took it', async () => {
    let isFull = false;
    const { bot, journal, log } = aBot(engineSettings(scripted({})), {
      run: {
        guardFlush: (flush) => {
          const guard = new StorageGuard({
            reserve: { release: () => (isFull = false), restore: () => false },
            report: () => undefined,
          });
          return guard.flush(() => {
            if (isFull) throw new StorageFailure('full', 'the disk is full');
            return flush();
          });
        },
      },
    });
    isFull = true;
    expect((await bot.operate(halt, { name: 'api', reason: '' })).tradingState).toBe('halted');
    expect([isFull, journal.durable, (await log.entries()).length]).toEqual([false, 2, 1]);
  });

  it('is refused when the bot is stopping', async () => {
    const { bot, loop } = aBot(engineSettings(scripted({})));
    await loop.stop();
    await expect(bot.operate(halt, { name: 'api', reason: '' })).rejects.toMatchObject({ name: 'WriterClosed' });
  });

  it('closes a position at the next open', async () => {
    const { bot, run } = aBot(engineSettings(scripted({ 0: buy() }), { exits: { stopLossRatio: 0.05 } }));
    run.play([aCandle(0), aCandle(1)]);
    expect(bot.status().positions).toMatchObject([{ symbol: 'BTC/USDT', quantity: '9.99', guard: 'protected' }]);
    await bot.operate({ kind: 'closePosition', lane: 0 }, { name: 'api', reason: 'enough' });
    run.play([aCandle(2)]);
    expect(bot.status().positions).toEqual([]);
  });
});

/** ETH has no candle in every fifth interval: the rest of those is told when nobody waits for it any more. */
const toldOf = (index: number): readonly number[] => (index % 5 === 3 ? [0] : [0, 1]);

describe('explain', () => {
  const settings = engineSettings(scripted({ 2: buy(), 8: sell(), 12: buy({ limitPrice: 1 }), 14: buy() }, {}), {
    exits: { stopLossRatio: 0.02, takeProfitRatio: 0.03, trailingStop: { distanceRatio: 0.01, activationRatio: 0 } },
  });

  /** Rises, so that the trailing stop is armed again and again, and falls back to it. */
  const hill = Array.from({ length: 30 }, (_, index) =>
    aCandle(index, { close: 100 + (index < 16 ? index : 32 - index) / 4 }),
  );

  it.each([
    ['a walk', walk({ seed: 2, count: 30, startMs: START_MS, volatility: 0.006 })],
    ['a hill', hill],
  ])('of a past candle is what it was on that candle, byte for byte (%s)', async (_name, candles) => {
    const { bot, run } = aBot(settings);
    const live: string[] = [];
    for (const candle of candles) {
      // As a face would ask: between two rounds, everything that the candle led to having been reported.
      run.play([candle]);
      live.push(JSON.stringify(await bot.explain(0)));
    }
    const past: string[] = [];
    for (const candle of candles) past.push(JSON.stringify(await bot.explain(0, candle.openTimeMs)));
    expect(past).toEqual(live);
    expect(new Set(live).size).toBe(candles.length);
    expect(live.filter((text) => text.includes('"action":"buy"')).length).toBeGreaterThan(1);
  });

  it('of several instruments is what it was once all of them had been told', async () => {
    const strategy = scripted({ 3: buy() });
    const instruments = [anInstrument(), anInstrument({ id: 1, symbol: 'ETH/USDT', base: 'ETH' })];
    const lanes = ['BTC/USDT', 'ETH/USDT'].map((symbol) => ({ symbol, strategy, parameters: {} }));
    const { bot, run } = aBot({ ...settings, lanes }, { run: { instruments } });
    const live: string[] = [];
    for (const [index, candle] of hill.entries()) {
      for (const instrument of toldOf(index)) run.driver.close(instrument, candle);
      run.driver.flush();
      for (const lane of toldOf(index)) live.push(JSON.stringify(await bot.explain(lane)));
    }
    expect(live.some((text) => text.includes('"action":"buy"'))).toBe(true);
    const past: string[] = [];
    for (const [index, candle] of hill.entries()) {
      for (const lane of toldOf(index)) past.push(JSON.stringify(await bot.explain(lane, candle.openTimeMs)));
    }
    expect(past).toEqual(live);
  });

  it('knows neither other lanes nor candles that were not told', async () => {
    const { bot, run } = aBot(settings);
    run.play([aCandle(0), aCandle(1), aCandle(3)]);
    expect(await bot.explain(1)).toBeUndefined();
    expect(await bot.explain(-1)).toBeUndefined();
    expect(await bot.explain(0, START_MS + 2 * MINUTE)).toBeUndefined();
    expect(await bot.explain(0, START_MS + 9 * MINUTE)).toBeUndefined();
    expect(await bot.explain(0, START_MS - MINUTE)).toBeUndefined();
    expect((await bot.explain(0, START_MS + MINUTE))?.candleOpenTimeMs).toBe(START_MS + MINUTE);
  });

  it('of one lane looks at the candles of its own instrument', async () => {
    const strategy = scripted({});
    const instruments = [anInstrument(), anInstrument({ id: 1, symbol: 'ETH/USDT', base: 'ETH' })];
    const two = engineSettings(strategy, {
      lanes: ['BTC/USDT', 'ETH/USDT'].map((symbol) => ({ symbol, strategy, parameters: {} })),
    });
    const { bot, run } = aBot(two, { run: { instruments } });
    for (const index of [0, 1, 2]) {
      run.driver.close(0, aCandle(index, { close: 100 + index }));
      run.driver.close(1, aCandle(index, { close: 200 + index }));
    }
    run.driver.flush();
    const past = await bot.explain(1, START_MS + MINUTE);
    expect(past).toMatchObject({ lane: 1, symbol: 'ETH/USDT', price: 201, candleOpenTimeMs: START_MS + MINUTE });
  });
});

describe('replayUntilCandle', () => {
  it('begins at the checkpoint before the candle, and gives the same', async () => {
    const settings = engineSettings(scripted({ 3: buy(), 9: sell(), 14: buy() }), { exits: { stopLossRatio: 0.05 } });
    const { bot, run, journal } = aBot(settings);
    const createEngine = () => new Engine(settings);
    const made: number[] = [];
    const live: string[] = [];
    for (const candle of walk({ seed: 4, count: 30, startMs: START_MS })) {
      run.play([candle]);
      live.push(JSON.stringify(await bot.explain(0)));
      if (live.length % 10 !== 0) continue;
      new Checkpointer({
        engine: run.engine,
        writer: run.writer,
        createEngine,
        monotonicMs: () => 0,
        onFailed: expect.unreachable,
      }).make();
      made.push(journal.head);
    }
    const read: number[] = [];
    const listening: PastCandle['journal'] = {
      newestOf: (...asked) => journal.newestOf(...asked),
      read: (from) => {
        read.push(from);
        return journal.read(from);
      },
    };
    for (const [at, expected] of live.entries()) {
      const candleOpenTimeMs = START_MS + at * MINUTE;
      const past = { journal: listening, createEngine, fromSequence: 1, laneId: 0, candleOpenTimeMs };
      const engine = await replayUntilCandle(past);
      expect(JSON.stringify(engine && describeDecision(engine, 0))).toBe(expected);
    }
    // The last candles were read from the last checkpoint before them on.
    expect(read.at(-1)).toBe((made[1] ?? 0) + 1);
  });

  it('gives way to the run while it reads a long journal', async () => {
    const settings = engineSettings(scripted({}));
    const { run, journal } = aBot(settings);
    run.play(walk({ seed: 1, count: 12_000, startMs: START_MS }));
    let turns = 0;
    const count = (): void => {
      turns += 1;
      immediate = setImmediate(count);
    };
    let immediate = setImmediate(count);
    const candleOpenTimeMs = START_MS + 11_999 * MINUTE;
    const createEngine = () => new Engine(settings);
    expect(
      await replayUntilCandle({ journal, createEngine, fromSequence: 1, laneId: 0, candleOpenTimeMs }),
    ).toBeDefined();
    clearImmediate(immediate);
    expect(turns).toBeGreaterThanOrEqual(2);
  });
});

describe('what a bot shows', () => {
  it('keeps one decision per lane and candle, newest first', () => {
    const { bot, run, decisions } = aBot(engineSettings(scripted({})));
    decisions.record();
    for (const index of [0, 1, 2]) {
      run.play([aCandle(index)]);
      decisions.record();
      decisions.record();
    }
    expect(bot.recentDecisions(2).map((seen) => seen.candleOpenTimeMs)).toEqual([
      START_MS + 2 * MINUTE,
      START_MS + MINUTE,
    ]);
    expect(bot.recentDecisions(100)).toHaveLength(3);
  });

  it('says where it stands', () => {
    const { bot, run } = aBot(engineSettings(scripted({ 0: buy() })), { isIdle: true });
    run.play([aCandle(0), aCandle(1), aCandle(2, { close: 110 })]);
    expect(bot.status()).toMatchObject({
      runId: 'c0',
      mode: 'test',
      quote: 'USDT',
      startEquity: 10_000,
      marketTimeMs: START_MS + 3 * MINUTE,
      isRunning: false,
      lanes: [{ symbol: 'BTC/USDT', isWarm: true, isStopped: false, lastPrice: 110 }],
    });
    expect(bot.status().equity).toBeCloseTo(10_000 - 0.999 + 99.9, 9);
    expect(bot.isReady()).toBe(false);
    expect(bot.candles('XRP/USDT', 5)).toEqual([]);
    expect(bot.risk()).toHaveLength(1);
  });

  it('is ready while its loop runs', async () => {
    const { bot, loop } = aBot(engineSettings(scripted({})), { isIdle: true });
    const finished = loop.run();
    expect(bot.isReady()).toBe(true);
    await loop.stop();
    await finished;
    expect(bot.isReady()).toBe(false);
  });
});
