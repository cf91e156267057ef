import { describe, expect, it } from 'vitest';
import { LateJournal, onDemand } from '../../adapters/storage/testing/late-journal.ts';
import { Engine, type EngineSettings } from '../../core/engine/index.ts';
import { type EngineEvent, type OperatorAction, type Quantity, decimal, price } from '../../domain/index.ts';
import type { OrderEntry } from '../../ports/index.ts';
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
import { after } from '../../core/engine/testing/told-engine.ts';
import { entriesOf } from '../../../test/support/at-once.ts';
import { startRun } from '../testing.ts';
import { runStarted } from '../simulated/simulated-run.ts';
import { Dispatcher } from './dispatcher.ts';
import { Inbox } from './inbox.ts';
import { createLastLook } from './last-look.ts';
import { Writer } from './writer.ts';

/** A writer whose journal answers when it is told to, and a venue that writes down what reaches it. */
function aBench(strategy: Parameters<typeof scripted>[0], settings: Partial<EngineSettings> = {}) {
  const demand = onDemand();
  const journal = new LateJournal(demand.defer);
  const notices: string[] = [];
  const engine = new Engine(engineSettings(scripted(strategy), settings), {
    noticeRaised: ({ code }) => void notices.push(code),
  });
  const reached: string[] = [];
  const orderEntry: OrderEntry = {
    submit: ({ clientOrderId }) => void reached.push(`submit ${clientOrderId}`),
    cancel: (clientOrderId) => void reached.push(`cancel ${clientOrderId}`),
    armExit: () => undefined,
    disarmExit: () => undefined,
    lookUp: () => undefined,
  };
  const inbox = new Inbox();
  const clock = { ms: 0 };
  const lastLook = createLastLook(() => engine.view);
  const timing = { monotonicMs: () => clock.ms, decided: () => undefined, handedOver: () => undefined };
  const dispatcher = new Dispatcher({ orderEntry, report: inbox.push, lastLook });
  const writer = new Writer({ engine, journal, inbox, timing, dispatcher });
  const identity = { mode: 'test', commit: 'test', configHash: 'test', seed: 1, runId: 'c0' };
  writer.handle(runStarted(identity, [anInstrument()], { USDT: decimal('10000') }), START_MS);
  let [nowMs, actions] = [START_MS, 0];
  const tell = (event: EngineEvent): void => writer.handle(event, nowMs);
  const close = (index: number): void => {
    nowMs = START_MS + (index + 1) * MINUTE;
    tell({ type: 'candleClosed', instrument: 0, ...aCandle(index) });
  };
  const act = (action: OperatorAction): void => {
    actions += 1;
    void writer.submit({ type: 'operatorActed', action, actor: 'ann', reason: 'because', key: `k${actions}` });
    writer.act(nowMs);
  };
  /** Lets the journal answer until it is not asked any more, and handles what came of it. */
  const settle = async (): Promise<void> => {
    writer.flush();
    while (demand.waiting.length > 0) {
      demand.answer();
      await new Promise((resolve) => setImmediate(resolve));
    }
    writer.drain(nowMs);
  };
  const reports = (): EngineEvent[] =>
    entriesOf(journal.given, 2)
      .map(({ entry }) => ({ ...entry.event }))
      .filter(({ type }) => type === 'orderAbsent' || type === 'orderClosed' || type === 'orderRejected');
  return { engine, clock, notices, reached, tell, close, act, settle, reports };
}

function set(state: 'active' | 'reducing' | 'halted'): OperatorAction {
  return { kind: 'setTradingState', state };
}

const NEVER_SENT = 'orderAbsent c0-0: not sent: trading is';

function lineOf(event: EngineEvent): string {
  if (event.type === 'orderAbsent') return `orderAbsent ${event.clientOrderId}: ${event.evidence}`;
  return event.type === 'orderClosed' ? `${event.status} ${event.clientOrderId}: ${event.reason}` : event.type;
}

describe('an entry that waits for its intent to be durable', () => {
  it.each<[string, readonly OperatorAction[], number, string, string]>([
    ['nothing happens', [], 5000, '', 'submitted'],
    ['the kill switch is pulled', [set('reducing')], 0, `${NEVER_SENT} reducing`, 'failed'],
    ['trading is halted', [set('halted')], 0, `${NEVER_SENT} halted`, 'failed'],
    [
      'trading is halted and released',
      [set('halted'), set('active')],
      0,
      'canceled c0-0: not sent: canceled before it left',
      'canceled',
    ],
    [
      'it is canceled',
      [{ kind: 'cancelOrder', clientOrderId: 'c0-0' }],
      0,
      'canceled c0-0: not sent: canceled before it left',
      'canceled',
    ],
    ['everything is closed', [{ kind: 'closeAll' }], 0, 'canceled c0-0: not sent: canceled before it left', 'canceled'],
    [
      'more than five seconds pass',
      [],
      5001,
      'expired c0-0: not sent: its intent was durable only after 5 s, at most 5 s are allowed',
      'expired',
    ],
  ])('and %s meanwhile', async (_what, actions, waitedMs, report, status) => {
    const { engine, clock, notices, reached, close, act, settle, reports } = aBench({ 0: buy() });
    close(0);
    for (const action of actions) act(action);
    clock.ms += waitedMs;
    await settle();
    expect(reports().map(lineOf)).toEqual(report === '' ? [] : [report]);
    expect(engine.view.orders.find('c0-0')?.status).toBe(status);
    // Neither the order nor a cancel of it.
    expect(reached).toEqual(report === '' ? ['submit c0-0'] : []);
    expect(notices).not.toContain('orderRejected');
    expect(engine.view.portfolio.reservedQuote > 0n).toBe(report === '');
  });

  it('is not made again when it was kept by the kill switch: risk denies it', async () => {
    const { engine, close, act, settle } = aBench({ 0: buy() });
    close(0);
    act(set('reducing'));
    await settle();
    expect(engine.view.orders.working).toEqual([]);
    expect(engine.view.lanes[0]?.outcome.denials.map(({ code }) => code)).toEqual(['tradingState']);
  });
});

describe('an entry while entries are held', () => {
  it('does not leave before the next UTC day, whether the engine knows it or not', () => {
    const told = after('candle 100 buy, fill, candle 90', {
      startMs: START_MS - 4 * MINUTE,
      risk: { dailyLossLimitQuote: 50 },
    });
    const lastLook = createLastLook(() => told.engine.view);
    const entry = told.submitted.get('c0-0') ?? expect.fail('nothing was submitted');
    const foreign = { ...entry, clientOrderId: 'c9-9' };
    const evidence = 'not sent: entries are held until the next UTC day';
    expect(lastLook(entry, 0)).toEqual({ type: 'orderAbsent', clientOrderId: 'c0-0', evidence });
    expect(lastLook(foreign, 0)).toEqual({ type: 'orderAbsent', clientOrderId: 'c9-9', evidence });
    told.tell('candle 90');
    expect(lastLook(entry, 0)).toMatchObject({ evidence });
    told.tell('candle 90');
    expect([told.nowMs, lastLook(entry, 0), lastLook(foreign, 0)]).toEqual([START_MS, undefined, undefined]);
  });
});

describe('an exit that waits for its intent to be durable', () => {
  it.each(['active', 'reducing'] as const)('leaves while trading is %s, however long it took', async (state) => {
    const { engine, clock, reached, tell, close, act, settle } = aBench({ 0: buy(), 2: sell() });
    close(0);
    await settle();
    fillEntry(engine, tell);
    close(1);
    close(2);
    act(set(state));
    clock.ms += 60_000;
    await settle();
    expect(reached).toEqual(['submit c0-0', 'submit c0-1']);
  });

  it('of a strategy does not leave once trading is halted, an operator’s does', async () => {
    const { engine, reached, tell, close, act, settle } = aBench({ 0: buy(), 2: sell() });
    close(0);
    await settle();
    fillEntry(engine, tell);
    close(1);
    close(2);
    act(set('halted'));
    await settle();
    expect([reached, engine.view.orders.find('c0-1')?.status]).toEqual([['submit c0-0'], 'failed']);
    expect(engine.view.lanes[0]?.position?.quantity).toBeGreaterThan(0);
    act({ kind: 'closePosition', lane: 0 });
    await settle();
    expect(reached).toEqual(['submit c0-0', 'submit c0-2']);
  });
});

function fillEntry(engine: Engine, tell: (event: EngineEvent) => void): void {
  const quantity = engine.view.orders.find('c0-0')?.request.quantity ?? (0n as Quantity);
  const fee = decimal('0');
  const fill = { tradeId: 't1', clientOrderId: 'c0-0', price: price('100'), quantity, fee, feeAsset: 'USDT' } as const;
  tell({ type: 'orderFilled', ...fill, liquidity: 'taker' });
  tell({ type: 'exitArmed', lane: 0, generation: engine.view.lanes[0]?.guard.generation ?? 0 });
}

describe('an entry whose journal answers at once, but late', () => {
  it.each([
    [5000, 'submitted'],
    [5001, 'expired'],
  ])('after %i ms is %s', (stalledMs, status) => {
    const clock = { ms: 0 };
    const timing = { monotonicMs: () => clock.ms, decided: () => undefined, handedOver: () => undefined };
    const run = startRun(engineSettings(scripted({ 0: buy() })), {
      timing,
      guardFlush: (flush) => {
        clock.ms += stalledMs;
        return flush();
      },
    });
    run.play([aCandle(0)]);
    run.writer.drain(START_MS + MINUTE);
    expect(run.engine.view.orders.find('c0-0')?.status).toBe(status === 'submitted' ? 'open' : status);
  });
});
