import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SqliteAuditLog, SqliteJournal, openProjectionReader } from '../../adapters/storage/index.ts';
import { opened } from '../../adapters/storage/testing/opened.ts';
import { temporaryFolder } from '../../adapters/storage/testing/temporary-folder.ts';
import type { EngineSettings } from '../../core/engine/index.ts';
import { type AuditLog, type LocalJournal, StorageFailure } from '../../ports/index.ts';
import { MINUTE, START_MS, aCandle, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { LatencyWindow } from '../observe/latency-window.ts';
import { RunLoop } from '../loop/run-loop.ts';
import { StorageGuard } from '../writer/storage-guard.ts';
import { type JournaledOptions, entryTypes, startRun } from '../testing.ts';
import { RecentDecisions } from './recent-decisions.ts';
import { TradingBot, type TradingBotOptions } from './trading-bot.ts';

const fine = () => ({ ok: true, detail: '' });

/** A bot on a database of its own, whose market is what the test plays; its loop serves operators. */
function aBot(
  settings: EngineSettings,
  options: {
    audit?: (log: AuditLog, journal: LocalJournal) => AuditLog;
    run?: JournaledOptions;
    isIdle?: boolean;
    explainPast?: TradingBotOptions['explainPast'];
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
    today: { version: '1.2.3', commit: 'test' },
    exchange: 'simulated',
    timeframe: '1m',
    run,
    loop,
    clock,
    reader: reader.value,
    audit,
    probes: { mode: 'test', maxClockDriftMs: 1000, db: fine, broker: fine, bus: fine, data: fine },
    decisions,
    explainPast: options.explainPast ?? (() => expect.unreachable()),
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

describe('explain', () => {
  it('of the latest candle is what has just been decided, and of a past one what somebody else recomputes', async () => {
    const asked: unknown[] = [];
    const explainPast = async (candle: unknown, signal: unknown) => {
      asked.push(candle, signal);
      return { ok: false, error: { code: 'busy', message: 'later' } } as const;
    };
    const { bot, run } = aBot(engineSettings(scripted({ 1: buy() })), { explainPast });
    run.play([aCandle(0), aCandle(1)]);
    const latest = await bot.explain(0, undefined);
    expect(latest).toMatchObject({
      ok: true,
      value: {
        candleOpenTimeMs: START_MS + MINUTE,
        recorded: { by: { version: '1.2.3' }, action: 'buy', decision: bot.latestDecision(0)?.decision },
        recomputed: null,
      },
    });
    const { signal } = new AbortController();
    expect(await bot.explain(0, START_MS, signal)).toMatchObject({ ok: false, error: { code: 'busy' } });
    expect(asked).toEqual([{ lane: 0, candleOpenTimeMs: START_MS }, signal]);
  });

  it('knows neither other lanes nor a lane before its first candle', async () => {
    const { bot } = aBot(engineSettings(scripted({})));
    for (const lane of [0, 1, -1]) expect(await bot.explain(lane, undefined)).toMatchObject({ ok: false });
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
