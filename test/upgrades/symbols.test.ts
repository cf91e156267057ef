/** Symbols come, go and change places while something is open; instruments keep the numbers that the journal gave them. */
import { describe, expect, it } from 'vitest';
import { SqliteJournal } from '../../src/adapters/storage/index.ts';
import type { PaperRun } from '../../src/main/paper/compose-paper.ts';
import { entriesOf } from '../support/at-once.ts';
import {
  type Bench,
  createBench,
  damageOf,
  playing,
  positionsOf,
  replayOf,
  start,
  writeMarkets,
} from './upgrade-bench.ts';

type Symbols = readonly string[];

const BOTH: Symbols = ['ETH/USDT', 'BTC/USDT'];

/** Plays on up to so many minutes with these symbols, and stops. */
async function playOn(bench: Bench, minutes: number, symbols: Symbols, look?: (paper: PaperRun) => Promise<void>) {
  writeMarkets(bench, minutes);
  const paper = await start(bench, playing(bench.folder, ...symbols));
  await paper.loop.run();
  await look?.(paper);
  paper.makeCheckpoint();
  const { markets, lanes } = paper.run.engine.view;
  paper.close();
  return {
    paper,
    markets: markets.map(({ instrument }) => instrument.symbol),
    lanes,
    positions: positionsOf(paper.run.engine.view),
  };
}

function entryTypes({ database }: PaperRun, from: number): string[] {
  return entriesOf(new SqliteJournal(database), from).map(({ entry }) => entry.event.type);
}

describe('a symbol that is added while something is open', () => {
  it('gets the next number, learns as at the start of a run, and trades like the others', async () => {
    const bench = createBench();
    const before = await playOn(bench, 45, BOTH);
    expect(before.positions).toHaveLength(2);
    const after = await playOn(bench, 60, ['ADA/USDT', ...BOTH], async ({ bot, run }) => {
      expect((await bot.reader.instruments()).map(({ id, symbol }) => `${id} ${symbol}`)).toEqual([
        '0 ETH/USDT',
        '1 BTC/USDT',
        '2 ADA/USDT',
      ]);
      const { view } = run.engine;
      const times = view.markets.map(({ lastOpenTimeMs }) => lastOpenTimeMs);
      expect(new Set(times).size).toBe(1);
      // Five candles of history, and those since.
      expect(view.markets[2]?.hub.count).toBe(5 + 15);
      expect(bot.candles('ADA/USDT', 100)).toHaveLength(20);
      for (const lane of view.lanes) expect(lane.candleOpenTimeMs).toBe(times[0]);
    });
    expect(after.markets).toEqual(['ETH/USDT', 'BTC/USDT', 'ADA/USDT']);
    expect(after.positions).toEqual(before.positions);
    const again = await playOn(bench, 70, ['BTC/USDT', 'ADA/USDT', 'ETH/USDT']);
    expect(again.markets).toEqual(after.markets);
    expect(again.positions).toEqual(before.positions);
    expect(damageOf(again.paper.database.path)).toEqual([]);
    expect((await replayOf(again.paper.database.path)).mismatches).toEqual([]);
  });

  it('may be the second of a run that had one', async () => {
    const bench = createBench();
    const before = await playOn(bench, 45, ['ETH/USDT']);
    expect(before.positions).toHaveLength(1);
    const after = await playOn(bench, 60, ['ADA/USDT', 'ETH/USDT']);
    expect(after.markets).toEqual(['ETH/USDT', 'ADA/USDT']);
    expect(after.positions).toEqual(before.positions);
    expect((await replayOf(after.paper.database.path)).mismatches).toEqual([]);
  });

  it('must be traded for the same money, and must not bring other candles for a known one', async () => {
    const bench = createBench();
    await playOn(bench, 45, BOTH);
    await expect(start(bench, playing(bench.folder, 'ETH/EUR', 'BTC/EUR'))).rejects.toThrow(/SYMBOLS: was ETH\/USDT/);
    const { REPLAY_FILE = '' } = playing(bench.folder, 'ADA/USDT', 'BTC/USDT');
    await expect(start(bench, { REPLAY_FILE, SYMBOLS: 'ETH/USDT,BTC/USDT' })).rejects.toThrow(/REPLAY_FILE: was/);
  });
});

describe('a symbol that is removed while something is open', () => {
  it('is told and guarded until it is left, and holds no interval up once it is', async () => {
    const bench = createBench({ STRATEGY_PARAMS: 'donchian-breakout.entryPeriod=200,scripted.ethExit=9000' });
    await playOn(bench, 45, BOTH);
    const held = await playOn(bench, 50, ['ETH/USDT'], async ({ run, bot }) => {
      const [eth, btc] = run.engine.view.markets;
      expect(btc?.lastOpenTimeMs).toBe(eth?.lastOpenTimeMs);
      await bot.operate(
        { kind: 'closePosition', lane: laneOf(run.engine.view, 'BTC/USDT') },
        { name: 'ann', reason: 'enough' },
      );
    });
    // The exit fills with the next open, which is still asked for.
    const left = await playOn(bench, 55, ['ETH/USDT']);
    expect(held.markets).toEqual(['ETH/USDT', 'BTC/USDT']);
    expect(left.positions.map(({ lane }) => lane)).toEqual(['ETH/USDT scripted']);
    let from = 0;
    const alone = await playOn(bench, 60, ['ETH/USDT'], async ({ run, database }) => {
      from = new SqliteJournal(database).head;
      const { markets, lanes } = run.engine.view;
      expect((markets[0]?.lastOpenTimeMs ?? 0) - (markets[1]?.lastOpenTimeMs ?? 0)).toBe(5 * 60_000);
      expect(lanes.find(({ symbol }) => symbol === 'ETH/USDT')?.candleOpenTimeMs).toBe(markets[0]?.lastOpenTimeMs);
      // What was decided on the last candle was decided with it.
      expect(entryTypes({ database } as PaperRun, from - 1)).toEqual(['candleClosed', 'intervalClosed']);
    });
    expect(alone.positions).toEqual(left.positions);
    const back = await playOn(bench, 70, BOTH, async ({ run }) => {
      const [eth, btc] = run.engine.view.markets;
      expect(btc?.lastOpenTimeMs).toBe(eth?.lastOpenTimeMs);
      // Candles that it was not told meanwhile are history to it.
      expect(btc?.hub.count).toBe(eth?.hub.count);
    });
    expect(back.markets).toEqual(['ETH/USDT', 'BTC/USDT']);
    expect(damageOf(back.paper.database.path)).toEqual([]);
    expect((await replayOf(back.paper.database.path)).mismatches).toEqual([]);
  });
});

function laneOf(view: PaperRun['run']['engine']['view'], symbol: string): number {
  return view.lanes.find((lane) => lane.symbol === symbol && lane.position)?.id ?? -1;
}
