/** What happens while an order waits for the journal, and when the journal fails. */
import { describe, expect, it } from 'vitest';
import { LateJournal, onDemand } from '../../src/adapters/storage/testing/late-journal.ts';
import type { EngineSettings } from '../../src/core/engine/index.ts';
import { type EngineEvent, decimal } from '../../src/domain/index.ts';
import { StorageFailure } from '../../src/ports/index.ts';
import { FeedSource, Inbox, RunLoop, StorageGuard, createSimulatedRun, runStarted } from '../../src/runtime/index.ts';
import { feedOf } from '../../src/runtime/testing.ts';
import { entriesOf } from '../support/at-once.ts';
import { NO_FRICTION, START_MS, aCandle, anInstrument, buy, engineSettings, scripted, sell } from '../support/build.ts';
import { IDENTITY } from './played.ts';

const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function operator(kind: 'halted' | 'reducing' | 'active'): EngineEvent {
  return {
    type: 'operatorActed',
    action: { kind: 'setTradingState', state: kind },
    actor: 'test',
    reason: 'test',
    key: kind,
  };
}

/** A loop at full speed over flat candles, on a journal that answers when it is told to. */
async function aBench(
  settings: EngineSettings,
  options: { readonly candles?: number; readonly isGuarded?: boolean } = {},
) {
  const demand = onDemand();
  const journal = new LateJournal(demand.defer);
  const left: string[] = [];
  const inbox = new Inbox();
  const calls: string[] = [];
  const reserve = { release: () => void calls.push('release'), restore: () => false };
  const guard = new StorageGuard({ reserve, report: inbox.push });
  const instruments = [anInstrument()];
  const balances = { USDT: decimal('10000') };
  const run = createSimulatedRun({
    settings,
    simulation: NO_FRICTION,
    instruments,
    balances,
    journal,
    inbox,
    onCommand: (command) => void left.push(command.type),
    ...(options.isGuarded === true ? { guardFlush: (flush) => guard.flush(flush) } : {}),
  });
  run.writer.handle(runStarted(IDENTITY, instruments, balances), START_MS);
  const candles = Array.from({ length: options.candles ?? 10 }, (_, index) => aCandle(index));
  const loop = new RunLoop({
    source: new FeedSource(feedOf(candles), run.driver),
    writer: run.writer,
    clock: { nowMs: () => Number.NEGATIVE_INFINITY, monotonicMs: () => 0 },
  });
  const ended = loop.run();
  ended.catch(() => undefined);
  await aTurn();
  /** Lets the journal answer whatever it is asked until nothing is asked any more. */
  const answerAll = async (): Promise<void> => {
    while (demand.waiting.length > 0) {
      demand.answer();
      await aTurn();
    }
  };
  const count = (type: EngineEvent['type']) => (): number =>
    entriesOf(journal).filter(({ entry }) => entry.event.type === type).length;
  const [told, fills] = [count('candleClosed'), count('orderFilled')];
  return { ...run, journal, loop, ended, demand, left, told, fills, count, answerAll, calls };
}

describe('a market at full speed', () => {
  it('does not pass an order that waits, however often its loop has a turn', async () => {
    const { writer, told, left, answerAll, ended, demand } = await aBench(engineSettings(scripted({ 2: buy() })));
    for (let turns = 0; turns < 20; turns += 1) await aTurn();
    expect([writer.isWaiting, told(), left, demand.waiting.length]).toEqual([true, 3, [], 1]);
    await answerAll();
    expect(await ended).toBe('ended');
    expect([writer.isWaiting, told(), left]).toEqual([false, 10, ['submitOrder', 'armExit']]);
  });

  it('goes on at once where nothing waits, and the last round is durable when it ends', async () => {
    const { journal, told, ended, answerAll } = await aBench(engineSettings(scripted({})));
    expect(told()).toBe(10);
    expect(journal.durable).toBe(0);
    await answerAll();
    expect(await ended).toBe('ended');
    expect(journal.durable).toBe(11);
  });
});

describe('a halt that is pulled while an entry waits', () => {
  it('acts at once, and the entry is not sent', async () => {
    const { writer, engine, venue, journal, answerAll, loop, left } = await aBench(
      engineSettings(scripted({ 2: buy() })),
    );
    const receipt = writer.submit(operator('halted'));
    await aTurn();
    expect(engine.view.control.tradingState).toBe('halted');
    expect(journal.durable).toBe(0);
    await answerAll();
    const { sequence } = await receipt;
    expect(journal.durable).toBeGreaterThanOrEqual(sequence);
    expect(venue.findOrder('c0-0')).toBeUndefined();
    const refused = entriesOf(journal).find(({ entry }) => entry.event.type === 'orderAbsent')?.entry.event;
    expect(refused).toMatchObject({ clientOrderId: 'c0-0', evidence: 'not sent: trading is halted' });
    expect(engine.view.orders.find('c0-0')?.status).toBe('failed');
    expect(left[0]).toBe('submitOrder');
    await loop.stop();
  });

  it('lets an exit that waits leave all the same', async () => {
    const { writer, engine, demand, answerAll, fills, left, loop } = await aBench(
      engineSettings(scripted({ 0: buy(), 3: sell() })),
    );
    demand.answer();
    await aTurn();
    expect([fills(), demand.waiting.length, left]).toEqual([1, 1, ['submitOrder', 'armExit']]);
    void writer.submit(operator('reducing'));
    await answerAll();
    expect(left.slice(2, 4)).toEqual(['submitOrder', 'notify']);
    expect(fills()).toBe(2);
    expect(engine.view.lanes[0]?.position).toBeUndefined();
    await loop.stop();
  });
});

describe('a journal that fails', () => {
  it('ends the run, and the order that waited never leaves', async () => {
    const { writer, journal, demand, ended, venue, left, loop } = await aBench(engineSettings(scripted({ 2: buy() })));
    journal.failures.push(new StorageFailure('other', 'the server is gone'));
    const receipt = writer.submit(operator('active'));
    demand.answer();
    await expect(ended).rejects.toThrow('the server is gone');
    await expect(receipt).rejects.toThrow('the server is gone');
    await expect(writer.submit(operator('halted'))).rejects.toThrow('the server is gone');
    expect([left, venue.openOrders()]).toEqual([[], []]);
    expect(() => writer.handle(operator('halted'), 0)).toThrow('the server is gone');
    await loop.stop();
  });

  it('of a full disk gets the reserve and is asked again, and no entry follows', async () => {
    const { journal, answerAll, ended, engine, calls, count, fills } = await aBench(
      engineSettings(scripted({ 2: buy(), 4: sell(), 6: buy() })),
      { isGuarded: true },
    );
    journal.failures.push(new StorageFailure('full', 'no space'));
    await answerAll();
    expect(await ended).toBe('ended');
    expect(calls).toEqual(['release']);
    expect(count('storageChanged')()).toBe(1);
    // What had been decided before is carried out; what comes after is not decided.
    expect([fills(), engine.view.lanes[0]?.position]).toEqual([2, undefined]);
  });
});

describe('a stop while an order waits', () => {
  it('waits for the journal, and the receipts that it owes are given', async () => {
    const { writer, loop, ended, demand, answerAll, left } = await aBench(engineSettings(scripted({ 2: buy() })));
    const receipt = writer.submit(operator('active'));
    await aTurn();
    const stopped = loop.stop();
    await aTurn();
    expect(demand.waiting).toHaveLength(1);
    await answerAll();
    await stopped;
    expect(await ended).toBe('stopped');
    expect((await receipt).sequence).toBeGreaterThan(0);
    // What the operator's action led to stayed behind the order.
    expect(left).toEqual(['submitOrder', 'notify']);
  });
});
