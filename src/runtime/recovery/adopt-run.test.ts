/** A journal without decisions and the tables beside it: what the two must agree on, and what is taken from which. */
import { describe, expect, it } from 'vitest';
import { MemoryJournal } from '../../adapters/storage/index.ts';
import { type AdoptedTables, Engine, type EngineSettings } from '../../core/engine/index.ts';
import { decimal, price } from '../../domain/index.ts';
import type { LocalJournal } from '../../ports/index.ts';
import { MINUTE, START_MS, aCandle, buy, engineSettings, scripted, sell } from '../../../test/support/build.ts';
import { entriesOf } from '../../../test/support/at-once.ts';
import { type JournaledRun, startRun } from '../testing.ts';
import { createEntryCursor } from '../writer/entry-cursor.ts';
import { adoptRun } from './adopt-run.ts';
import { recoverEngine } from './recover-engine.ts';

const EXITS = { exits: { stopLossRatio: 0.05 } };
const wrote = engineSettings(scripted({ 0: buy(), 3: sell(), 5: buy() }), EXITS);
/** Decides otherwise: it would never have entered. */
const reads = engineSettings(scripted({}), { exits: { stopLossRatio: 0.2 } });

function played(candles: number, settings: EngineSettings = wrote): JournaledRun {
  const run = startRun(settings);
  run.play(Array.from({ length: candles }, (_, index) => aCandle(index)));
  return run;
}

/** As it was written before decisions were part of it. */
function withoutFacts(journal: LocalJournal): LocalJournal {
  const before = new MemoryJournal();
  for (const { entry, commandsHash } of entriesOf(journal)) {
    const { foldVersion: _none, ...event } = { foldVersion: 0, ...entry.event };
    before.append({ ...entry, event });
    before.seal(entry.sequence, { commandsHash, facts: undefined });
  }
  return before;
}

/** What tables hold of a run, as its engine left it. */
function tablesOf({ engine, journal }: JournaledRun, orderIds: readonly string[]): AdoptedTables {
  const { view } = engine;
  const orders = orderIds.flatMap((id) => view.orders.find(id) ?? []);
  const fills = entriesOf(journal).flatMap(({ entry: { event } }) => {
    const order = event.type === 'orderFilled' && view.orders.find(event.clientOrderId);
    if (!order) return [];
    const { instrument, lane, side } = order.request;
    return [{ ...event, instrument, lane, side }];
  });
  return {
    orders: new Map(
      orders.map(({ request, status, createdMs, updatedMs, venueOrderId, lastReason, firedBy }) => [
        request.clientOrderId,
        { request, status, createdTimeMs: createdMs, updatedTimeMs: updatedMs, venueOrderId, lastReason, firedBy },
      ]),
    ),
    fills: Map.groupBy(fills, ({ clientOrderId }) => clientOrderId),
    positions: view.lanes.flatMap(({ id, position, holding: { exact }, guard }) => {
      const { stopPrice, targetPrice } = guard;
      const levels = { stopPrice, targetPrice: targetPrice > 0 ? targetPrice : undefined };
      return position && exact ? [{ lane: id, quantity: exact.quantity, ...levels, updatedTimeMs: view.nowMs }] : [];
    }),
    protective: [],
    trips: [],
    flows: [],
  };
}

const IDS = ['c0-0', 'c0-1', 'c0-2'];

function adopt(run: JournaledRun, changed: Partial<AdoptedTables> = {}, toldSequence = run.journal.head) {
  return adoptRun({
    journal: withoutFacts(run.journal),
    fromSequence: 1,
    createEngine: () => new Engine(reads),
    cursor: createEntryCursor(),
    onApplied: () => undefined,
    toldSequence,
    tables: () => Promise.resolve({ ...tablesOf(run, IDS), ...changed }),
    onPage: () => Promise.resolve(),
  });
}

describe('a run of before decisions were journaled', () => {
  it('is taken over from its tables where this version would have decided otherwise', async () => {
    const run = played(9);
    const options = {
      journal: withoutFacts(run.journal),
      fromSequence: 1,
      createEngine: () => new Engine(reads),
      cursor: createEntryCursor(),
      onApplied: () => undefined,
    };
    await expect(recoverEngine(options)).rejects.toThrow(/gives other commands than were recorded/);
    const told = await recoverEngine({ ...options, tables: () => Promise.resolve(tablesOf(run, IDS)) });
    const [before, view] = [run.engine.view, told.engine.view];
    expect(told.from).toBe('tables');
    expect(view.ledger.snapshot()).toEqual(before.ledger.snapshot());
    expect(view.lanes[0]?.position).toEqual(before.lanes[0]?.position);
    expect(view.lanes[0]?.guard).toMatchObject({ stopPrice: 95, status: 'protected' });
    expect(view.portfolio).toMatchObject({ equity: before.portfolio.equity, cash: before.portfolio.cash });
    expect(view.control.tradingState).toBe('reducing');
  });

  it('keeps the stop of the tables when the process begins, though its own rules have a looser one', async () => {
    const { engine } = await adopt(played(9));
    const armed = engine
      .apply({ sequence: 1000, timeMs: engine.view.nowMs, event: { type: 'runResumed', commit: '', reason: '' } })
      .find(({ type }) => type === 'armExit');
    expect(armed).toMatchObject({ stopPrice: 95 });
  });

  it('keeps the target of the tables, though its own rules have none', async () => {
    const run = played(9);
    const positions = tablesOf(run, IDS).positions.map((held) => ({ ...held, targetPrice: 130 }));
    const { engine } = await adopt(run, { positions });
    const armed = engine
      .apply({ sequence: 1000, timeMs: engine.view.nowMs, event: { type: 'runResumed', commit: '', reason: '' } })
      .find(({ type }) => type === 'armExit');
    expect(armed).toMatchObject({ stopPrice: 95, targetPrice: 130 });
  });

  it('numbers its next order behind all that it has had', async () => {
    const run = played(9);
    const { engine } = await adopt(run);
    const action = { kind: 'closeAll' } as const;
    const event = { type: 'operatorActed', action, actor: 'ann', reason: 'enough', key: 'k' } as const;
    const commands = engine.apply({ sequence: 1000, timeMs: engine.view.nowMs, event });
    const [sent] = commands.flatMap((command) => (command.type === 'submitOrder' ? [command.order] : []));
    expect(sent).toMatchObject({ clientOrderId: 'c0-3', side: 'sell', quantity: run.engine.view.ledger.held(0) });
  });

  it('stays halted when an operator halted it', async () => {
    const run = played(9);
    const action = { kind: 'setTradingState', state: 'halted' } as const;
    run.writer.handle(
      { type: 'operatorActed', action, actor: 'ann', reason: 'holiday', key: 'k' },
      START_MS + 9 * MINUTE,
    );
    expect((await adopt(run)).engine.view.control.tradingState).toBe('halted');
  });

  it('has no position of what its tables ended as dust', async () => {
    const run = played(9);
    const exitTimeMs = run.engine.view.nowMs;
    const { engine } = await adopt(run, { positions: [], trips: [{ lane: 0, exitTimeMs }] });
    expect(engine.view.lanes[0]?.position).toBeUndefined();
    expect(engine.view.ledger.held(0)).toBe(0n);
    expect(engine.view.ledger.balances()).toEqual(run.engine.view.ledger.balances());
  });

  it.each<[string, (tables: AdoptedTables) => Partial<AdoptedTables>, RegExp]>([
    [
      'hold another position',
      () => ({ positions: [] }),
      /USDT scripted must hold the same .* 0 by the tables, 9.99 by/,
    ],
    ['lack a fill', () => ({ fills: new Map() }), /was 9.99 by the tables, 0 by the fills/],
    [
      'hold a position of a lane that is not there',
      ({ positions }) => ({ positions: [...positions, ...positions.map((one) => ({ ...one, lane: 7 }))] }),
      /tables must hold positions of 1 lanes, found lane 7/,
    ],
  ])('is refused when its tables %s', async (_what, changed, message) => {
    const run = played(9);
    await expect(adopt(run, changed(tablesOf(run, IDS)))).rejects.toThrow(message);
  });

  it('is refused when its tables end before the journal', async () => {
    const run = played(9);
    await expect(adopt(run, {}, run.journal.head - 1)).rejects.toThrow(/its tables end at entry \d+ of \d+/);
  });

  it('keeps what a buy that rests has set aside', async () => {
    const limit = engineSettings(scripted({ 0: buy({ limitPrice: 90 }) }), EXITS);
    const run = played(3, limit);
    const { engine } = await adopt(run);
    const [order] = engine.view.orders.working;
    expect(order?.request.price).toBe(price('90'));
    expect(order?.status).toBe('open');
    const reserved = Number(engine.view.portfolio.reservedQuote - run.engine.view.portfolio.reservedQuote);
    expect(Math.abs(reserved)).toBeLessThan(Number(decimal('10')));
    expect(engine.view.lanes[0]?.orders.entry).toBe(order);
  });
});
