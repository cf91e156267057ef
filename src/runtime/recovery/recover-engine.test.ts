import { describe, expect, it } from 'vitest';
import { Engine, type EngineSettings } from '../../core/engine/index.ts';
import type { SimulationSettings } from '../../core/simulation/index.ts';
import { MemoryJournal } from '../../adapters/storage/index.ts';
import { type Candle, type EngineEvent, formatDecimal } from '../../domain/index.ts';
import type { LocalJournal } from '../../ports/index.ts';
import { MINUTE, START_MS, aCandle, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { walk } from '../../../test/support/synthetic-candles.ts';
import { createEntryCursor } from '../writer/entry-cursor.ts';
import { Checkpointer } from './checkpointer.ts';
import { RecoveryStopped, recoverEngine } from './recover-engine.ts';
import { ReplayDivergence } from './replay-divergence.ts';
import { type JournaledRun, cutJournal, entryTypes, restartRun, startRun } from '../testing.ts';
import { entriesOf } from '../../../test/support/at-once.ts';

const stopped = engineSettings(scripted({ 0: buy() }), { exits: { stopLossRatio: 0.05 } });

/** What must not depend on an interruption. */
function ledgerOf(run: JournaledRun): { balances: string[]; fills: string[]; open: number } {
  const balances = Object.entries(run.engine.view.ledger.balances());
  return {
    balances: balances.map(([asset, amount]) => `${asset} ${formatDecimal(amount)}`),
    // An exit that never left is made again under another id.
    fills: run.fills().map((fill) => fill.replace(/^\S+ /, '')),
    open: run.engine.view.orders.working.length,
  };
}

/** Starts again on a journal and plays what the engine has not been told. */
function finish(
  settings: EngineSettings,
  journal: LocalJournal,
  candles: readonly Candle[],
  simulation: Partial<SimulationSettings> = {},
): JournaledRun {
  const run = restartRun(settings, { journal, simulation });
  const toldMs = run.engine.view.markets[0]?.lastOpenTimeMs ?? Number.NaN;
  run.play(candles.filter((candle) => !(candle.openTimeMs <= toldMs)));
  return run;
}

function entryOf(journal: LocalJournal, type: string): number {
  return entryTypes(journal).indexOf(type) + 1;
}

/** A journal as it was written before decisions were part of it. */
function withoutFacts(journal: LocalJournal): LocalJournal {
  const before = new MemoryJournal();
  for (const { entry, commandsHash } of entriesOf(journal)) {
    const { foldVersion: _none, ...event } = { foldVersion: 0, ...entry.event };
    before.append({ ...entry, event });
    before.seal(entry.sequence, { commandsHash, facts: undefined });
  }
  return before;
}

function checkpointerOf({ engine, writer }: JournaledRun, settings = stopped): Checkpointer {
  return new Checkpointer({
    engine,
    writer,
    createEngine: () => new Engine(settings),
    monotonicMs: () => 0,
    onFailed: expect.unreachable,
  });
}

describe('recoverEngine', () => {
  it('brings the engine to where it was, and its rows with it', () => {
    const run = startRun(stopped);
    run.play([0, 1, 2].map((index) => aCandle(index)));
    const applied: number[] = [];
    const again = restartRun(stopped, { journal: run.journal, onApplied: (sequence) => void applied.push(sequence) });
    expect(ledgerOf(again)).toEqual(ledgerOf(run));
    expect(again.engine.view.lanes[0]?.guard.stopPrice).toBe(95);
    expect(applied).toEqual(Array.from({ length: again.journal.head }, (_, index) => index + 1));
  });

  it('ends within a page of the journal when it is asked to stop, and hears that while it is at work', async () => {
    const run = startRun(engineSettings(scripted({})));
    run.play(Array.from({ length: 5000 }, (_, index) => aCandle(index)));
    const applied: number[] = [];
    let isStopping = false;
    setImmediate(() => {
      isStopping = true;
    });
    const recovering = recoverEngine({
      journal: run.journal,
      fromSequence: 1,
      createEngine: () => new Engine(engineSettings(scripted({}))),
      cursor: createEntryCursor(),
      onApplied: (sequence) => void applied.push(sequence),
      isStopping: () => isStopping,
    });
    await expect(recovering).rejects.toThrow(RecoveryStopped);
    expect(applied.length).toBeLessThan(run.journal.head);
  });

  const smaller = { ...stopped, size: { kind: 'fixedQuote', quote: 500 } } as const;
  const silent = engineSettings(scripted({}), { exits: { stopLossRatio: 0.2 } });

  it.each<[string, EngineSettings]>([
    ['of another size', smaller],
    ['of a strategy that stays silent where it spoke, and of another stop', silent],
  ])('goes on from what was decided, whatever it would decide today: with settings %s', (_what, other) => {
    const run = startRun(stopped);
    run.play([0, 1].map((index) => aCandle(index)));
    const again = restartRun(other, { journal: run.journal });
    expect(ledgerOf(again)).toEqual(ledgerOf(run));
    expect(again.engine.view.lanes[0]?.guard).toMatchObject({ status: 'protected', stopPrice: 95 });
    again.play([aCandle(2, { low: 94, close: 96 })]);
    expect(again.fills()).toEqual(['c0-0 9.99 100', 'c0-1 9.99 95']);
  });

  it('refuses to guess what was decided in a run that did not journal it, and names the entry', () => {
    const run = startRun(stopped);
    run.play([0, 1].map((index) => aCandle(index)));
    const journal = withoutFacts(run.journal);
    expect(() => restartRun(smaller, { journal })).toThrow(ReplayDivergence);
    expect(() => restartRun(silent, { journal })).toThrow(/first at entry 2 \(candleClosed\); this version or these/);
    expect(ledgerOf(restartRun(stopped, { journal }))).toEqual(ledgerOf(run));
  });

  it('reads no more than what came after the newest checkpoint', () => {
    const run = startRun(stopped);
    run.play([0, 1].map((index) => aCandle(index)));
    checkpointerOf(run).make();
    const checkpoint = run.journal.head;
    run.play([2, 3].map((index) => aCandle(index)));
    const applied: number[] = [];
    const again = restartRun(smaller, { journal: run.journal, onApplied: (sequence) => void applied.push(sequence) });
    expect(applied.slice(0, 2)).toEqual([checkpoint + 1, checkpoint + 2]);
    expect(ledgerOf(again)).toEqual(ledgerOf(run));
    expect(again.engine.view.lanes[0]?.guard.stopPrice).toBe(95);
  });

  it.each([
    ['of another shape', (state: string) => state.replace('"shape":1', '"shape":99')],
    ['that is cut off', (state: string) => state.slice(0, -9)],
  ])('goes another way round a checkpoint %s', (_what, spoil) => {
    const run = startRun(stopped);
    run.play([0, 1].map((index) => aCandle(index)));
    checkpointerOf(run).make();
    run.play([2, 3].map((index) => aCandle(index)));
    const journal = new MemoryJournal();
    for (const { entry, ...answer } of entriesOf(run.journal)) {
      const { event } = entry;
      const told = event.type === 'checkpointMade' ? { ...event, state: spoil(event.state) } : event;
      journal.append({ ...entry, event: told });
      journal.seal(entry.sequence, answer);
    }
    const applied: number[] = [];
    const again = restartRun(stopped, { journal, onApplied: (sequence) => void applied.push(sequence) });
    expect(applied[0]).toBe(1);
    expect(ledgerOf(again)).toEqual(ledgerOf(run));
  });

  it('takes a last entry whose answer was not sealed any more', () => {
    const run = startRun(stopped);
    run.play([aCandle(0)]);
    const cut = cutJournal(run.journal, entryOf(run.journal, 'candleClosed'), { isSealed: false });
    const again = finish(stopped, cut, [aCandle(0), aCandle(1)]);
    expect(again.fills()).toHaveLength(1);
  });
});

describe('a crash in the middle of a candle', () => {
  const candles = [aCandle(0), aCandle(1), aCandle(2, { low: 90, close: 99 }), aCandle(3, { open: 99, close: 99 })];

  it('after the quote of a stop: the exit that is made again fills at that price, not at the next open', () => {
    const run = startRun(stopped);
    run.play(candles);
    const quote = entryOf(run.journal, 'quoteSeen');
    const cut = cutJournal(run.journal, quote);
    expect(ledgerOf(finish(stopped, cut, []))).toMatchObject({ fills: ['9.99 100', '9.99 95'], open: 0 });
    expect(ledgerOf(finish(stopped, cutJournal(run.journal, quote), candles))).toEqual(ledgerOf(run));
  });

  it('after the quote of a target: the same', () => {
    const settings = engineSettings(scripted({ 0: buy() }), { exits: { takeProfitRatio: 0.05 } });
    const rising = [aCandle(0), aCandle(1), aCandle(2, { high: 110, close: 101 })];
    const run = startRun(settings);
    run.play(rising);
    const cut = cutJournal(run.journal, entryOf(run.journal, 'quoteSeen'));
    expect(ledgerOf(finish(settings, cut, []))).toMatchObject({ fills: ['9.99 100', '9.99 105'], open: 0 });
  });

  it('after its exit was accepted: it trades there as well', () => {
    const run = startRun(stopped);
    run.play(candles);
    const accepted = entryOf(run.journal, 'quoteSeen') + 1;
    expect(entryTypes(run.journal)[accepted - 1]).toBe('orderAccepted');
    const again = finish(stopped, cutJournal(run.journal, accepted), candles);
    expect(ledgerOf(again)).toEqual(ledgerOf(run));
  });

  it('before anything happened in it: the candle is walked again from its open', () => {
    const run = startRun(stopped);
    run.play(candles);
    const cut = cutJournal(run.journal, entryOf(run.journal, 'quoteSeen') - 1);
    expect(ledgerOf(finish(stopped, cut, candles))).toEqual(ledgerOf(run));
  });
});

describe('orders that were accepted before a crash', () => {
  it('rest at the venue again, with what they hold locked', () => {
    const settings = engineSettings(scripted({ 0: buy({ limitPrice: 95 }) }));
    const run = startRun(settings);
    run.play([aCandle(0), aCandle(1)]);
    const again = restartRun(settings, { journal: run.journal });
    expect(again.venue.openOrders().map((order) => order.request.clientOrderId)).toEqual(['c0-0']);
    expect(formatDecimal(again.venue.available('USDT'))).toBe('9000');
    again.play([aCandle(2, { open: 100, low: 90, close: 92 })]);
    expect(again.fills()).toEqual(['c0-0 10.5157 95']);
  });

  it('go on where a partial fill left them', () => {
    const settings = engineSettings(scripted({ 0: buy({ limitPrice: 100 }) }));
    const simulation = { maxVolumeShare: 0.004 };
    const candles = [0, 1, 2, 3].map((index) => aCandle(index, { low: 99 }));
    const run = startRun(settings, { simulation });
    run.play(candles.slice(0, 2));
    const again = restartRun(settings, { journal: run.journal, simulation });
    again.play(candles.slice(2));
    const whole = startRun(settings, { simulation });
    whole.play(candles);
    expect(ledgerOf(again)).toEqual(ledgerOf(whole));
    expect(again.fills().length).toBeGreaterThan(2);
  });

  it('of which the venue never heard are proven absent and, while they are wanted, made again', () => {
    const run = startRun(stopped);
    run.play([aCandle(0)]);
    const cut = cutJournal(run.journal, entryOf(run.journal, 'candleClosed'));
    const again = restartRun(stopped, { journal: cut });
    expect(entryTypes(again.journal, 3)).toEqual(['runResumed', 'orderAbsent', 'orderAccepted']);
    expect(again.engine.view.orders.find('c0-0')?.status).toBe('failed');
    expect(again.engine.view.orders.working.map((order) => order.request.clientOrderId)).toEqual(['c0-1']);
  });
});

/** Candle by candle, each durable before the next, as a paced run goes. */
function play(run: JournaledRun, candles: readonly Candle[]): void {
  for (const candle of candles) {
    run.play([candle]);
    run.writer.flush();
  }
}

describe('a crash at any entry', () => {
  /** Market and limit entries, a part sold by signal, stops and targets. */
  const restless = scripted(
    {},
    {
      setup:
        () =>
        ({ candle, index, position, enterLong, exit }) => {
          if (position) return index % 11 === 0 ? exit({ reason: 'part', share: 0.5 }) : undefined;
          if (index % 3 !== 0) return undefined;
          const stopPrice = candle.close * 0.99;
          if (index % 2 === 0) return enterLong({ reason: 'market', stopPrice });
          return enterLong({ reason: 'limit', limitPrice: candle.close * 0.998, stopPrice });
        },
    },
  );
  const settings = engineSettings(restless, { exits: { takeProfitRatio: 0.01 } });

  /** Notes up to where everything would have survived at each commit. */
  class DurableJournal extends MemoryJournal {
    readonly durableHeads: number[] = [];

    override flush(): number {
      this.durableHeads.push(this.head);
      return super.flush();
    }
  }

  it.each([
    [1, {}],
    [2, {}],
    [3, {}],
    // Fills have to wait for the whole candle, which is told again.
    [1, { spreadBps: 8, slippageBps: 3, latencyMs: 5000 }],
    [2, { spreadBps: 30, maxVolumeShare: 0.9 }],
    [3, { spreadBps: 8, latencyMs: 20_000, maxVolumeShare: 0.9 }],
  ])('that was committed leaves the same ledger (walk %i, %j)', (seed, simulation) => {
    const candles = walk({ seed, count: 80, startMs: START_MS, volatility: 0.006 });
    const journal = new DurableJournal();
    const undisturbed = startRun(settings, { journal, simulation });
    play(undisturbed, candles);
    const expected = ledgerOf(undisturbed);
    expect(expected.fills.length).toBeGreaterThan(8);
    expect(new Set(journal.durableHeads).size).toBeGreaterThan(candles.length);
    for (const entries of new Set(journal.durableHeads)) {
      const again = finish(settings, cutJournal(journal, entries), candles, simulation);
      expect(ledgerOf(again), `cut after entry ${entries}`).toEqual(expected);
    }
  });

  it('and again after that leaves the same ledger', () => {
    const candles = walk({ seed: 4, count: 24, startMs: START_MS, volatility: 0.008 });
    const journal = new DurableJournal();
    const undisturbed = startRun(settings, { journal });
    play(undisturbed, candles);
    const expected = ledgerOf(undisturbed);
    for (const first of new Set(journal.durableHeads)) {
      const once = new DurableJournal();
      for (const { entry, ...answer } of entriesOf(cutJournal(journal, first))) {
        once.append(entry);
        once.seal(entry.sequence, answer);
      }
      finish(settings, once, candles);
      for (const second of new Set(once.durableHeads)) {
        const twice = finish(settings, cutJournal(once, second), candles);
        expect(ledgerOf(twice), `cut after ${first}, then after ${second}`).toEqual(expected);
      }
    }
  });

  it('at all leaves books that agree with the venue, a guarded position, and ids that are used once', () => {
    const candles = walk({ seed: 5, count: 60, startMs: START_MS, volatility: 0.006 });
    const undisturbed = startRun(settings);
    undisturbed.play(candles);
    for (let entries = 1; entries <= undisturbed.journal.head; entries += 1) {
      for (const isSealed of [true, false]) {
        const cut = cutJournal(undisturbed.journal, entries, { isSealed });
        const told = new Set(entriesOf(cut).map(({ entry }) => idOf(entry.event)));
        const again = finish(settings, cut, []);
        const [lane] = again.engine.view.lanes;
        expect(lane?.position === undefined || lane.guard.status === 'protected').toBe(true);
        expect(again.engine.view.orders.unknown).toBe(0);
        again.play(candles.filter((candle) => !(candle.openTimeMs <= (lane?.candleOpenTimeMs ?? 0))));
        for (const asset of ['BTC', 'USDT']) {
          expect(again.venue.balance(asset)).toBe(again.engine.view.ledger.balance(asset));
        }
        const sent = again.commands.flatMap((command) =>
          command.type === 'submitOrder' ? [command.order.clientOrderId] : [],
        );
        expect(new Set(sent).size).toBe(sent.length);
        expect(sent.filter((id) => told.has(id))).toEqual([]);
      }
    }
  });
});

function idOf(event: EngineEvent): string {
  return event.type === 'orderAccepted' ? event.clientOrderId : '';
}

describe('time', () => {
  it('goes on from the latest entry, not from the beginning', () => {
    const run = startRun(stopped);
    run.play([0, 1, 2].map((index) => aCandle(index)));
    const again = restartRun(stopped, { journal: run.journal });
    const times = entriesOf(again.journal).map(({ entry }) => entry.timeMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(again.writer.timeMs).toBe(START_MS + 3 * MINUTE);
  });
});
