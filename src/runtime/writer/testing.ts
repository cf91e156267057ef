/** What the tests of this folder share: a writer whose journal answers when it is told to. */
import { LateJournal, onDemand } from '../../adapters/storage/testing/late-journal.ts';
import { Engine } from '../../core/engine/index.ts';
import type { CandleClosed } from '../../domain/events/events.ts';
import { type EngineEvent, decimal } from '../../domain/index.ts';
import type { OrderEntry } from '../../ports/index.ts';
import { MINUTE, START_MS, aCandle, anInstrument, engineSettings, scripted } from '../../../test/support/build.ts';
import { runStarted } from '../simulated/simulated-run.ts';
import { Dispatcher } from './dispatcher.ts';
import { Inbox } from './inbox.ts';
import { createLastLook } from './last-look.ts';
import { Writer } from './writer.ts';

/** The first entry of a run on BTC with 10000 of cash. */
export function aRunStarted(): EngineEvent {
  const identity = { mode: 'test', commit: 'test', configHash: 'test', seed: 1, runId: 'c0' };
  return runStarted(identity, [anInstrument()], { USDT: decimal('10000') });
}

export function aClosedCandle(index: number): CandleClosed {
  return { type: 'candleClosed', instrument: 0, ...aCandle(index) };
}

/** A venue that writes down which orders and cancels reach it. */
export function aListeningVenue(sent: string[]): OrderEntry {
  return {
    submit: ({ clientOrderId }) => void sent.push(clientOrderId),
    cancel: (clientOrderId) => void sent.push(`cancel ${clientOrderId}`),
    armExit: () => undefined,
    disarmExit: () => undefined,
    lookUp: () => undefined,
  };
}

/** Started, and one candle told: entries 1 and 2. */
export function aLateWriter(plan: Parameters<typeof scripted>[0]) {
  const demand = onDemand();
  const journal = new LateJournal(demand.defer);
  const engine = new Engine(engineSettings(scripted(plan)));
  const sent: string[] = [];
  const inbox = new Inbox();
  const writer = new Writer({
    engine,
    journal,
    inbox,
    dispatcher: new Dispatcher({
      orderEntry: aListeningVenue(sent),
      report: inbox.push,
      lastLook: createLastLook(() => engine.view),
    }),
  });
  writer.handle(aRunStarted(), START_MS);
  writer.handle(aClosedCandle(0), START_MS + MINUTE);
  /** The journal answers what it was asked first. */
  const answer = async (): Promise<void> => {
    demand.answer();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { writer, inbox, engine, journal, sent, answer };
}
