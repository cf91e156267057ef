import { describe, expect, it } from 'vitest';
import { MemoryJournal } from '../../adapters/storage/index.ts';
import { type EngineEvent, type JournalEntry, type OrderRequest, price } from '../../domain/index.ts';
import { Engine } from '../../core/engine/index.ts';
import type { ExitSettings } from '../../core/exits/index.ts';
import { type EntryAnswer, type OrderEntry, StorageFailure } from '../../ports/index.ts';
import { MINUTE, START_MS, aCandle, buy, engineSettings, scripted, sell } from '../../../test/support/build.ts';
import { hashCommands } from './commands-hash.ts';
import { Dispatcher } from './dispatcher.ts';
import { createLastLook } from './last-look.ts';
import { Writer } from './writer.ts';
import { startRun } from '../testing.ts';
import { aClosedCandle, aRunStarted } from './testing.ts';
import { entriesOf } from '../../../test/support/at-once.ts';

/** The memory journal, with every call written down in one list with what leaves. */
class RecordingJournal extends MemoryJournal {
  readonly steps: string[] = [];
  failures = 0;

  override append(entry: JournalEntry): void {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new StorageFailure('full', 'no space');
    }
    super.append(entry);
    this.steps.push(`append ${entry.sequence} ${entry.event.type}`);
  }

  override seal(sequence: number, answer: EntryAnswer): void {
    super.seal(sequence, answer);
    this.steps.push(`seal ${sequence}`);
  }

  override flush(): number {
    this.steps.push(`flush ${this.head}`);
    return super.flush();
  }
}

type Plan = Parameters<typeof scripted>[0];

/** A writer in front of a venue that only writes down what reaches it. */
function aWriter(plan: Plan, exits: ExitSettings = {}) {
  const journal = new RecordingJournal();
  const settings = engineSettings(scripted(plan), { exits });
  const engine = new Engine(settings);
  const sent: OrderRequest[] = [];
  const note = (step: string) => (): void => void journal.steps.push(step);
  const orderEntry: OrderEntry = {
    submit: (order) => {
      sent.push(order);
      journal.steps.push(`submit ${order.clientOrderId}`);
    },
    cancel: note('cancel'),
    armExit: note('armExit'),
    disarmExit: note('disarmExit'),
    lookUp: note('lookUp'),
  };
  const writer: Writer = new Writer({
    engine,
    journal,
    dispatcher: new Dispatcher({
      orderEntry,
      report: (event) => writer.report(event),
      lastLook: createLastLook(() => engine.view),
    }),
  });
  writer.handle(aRunStarted(), START_MS);
  journal.steps.length = 0;
  const close = (index: number): void => writer.handle(aClosedCandle(index), START_MS + (index + 1) * MINUTE);
  return { writer, engine, journal, sent, close };
}

const aTimer = (clockDriftMs: number): EngineEvent => ({ type: 'timerFired', clockDriftMs });
const TIMER = aTimer(0);

describe('an order', () => {
  it('leaves after its entry and its answer are durable, never before', () => {
    const { journal, close } = aWriter({ 0: buy() });
    close(0);
    expect(journal.steps).toEqual(['append 2 candleClosed', 'seal 2', 'flush 2', 'submit c0-0']);
  });

  it('waits for that whatever else the answer holds', () => {
    const { writer, journal, sent, close } = aWriter({ 0: buy() }, { stopLossRatio: 0.05 });
    close(0);
    const { clientOrderId, quantity } = sent[0] ?? expect.fail('nothing was sent');
    const fill = { tradeId: 't1', clientOrderId, price: price('100'), quantity, fee: 0n, feeAsset: 'USDT' } as const;
    writer.handle({ type: 'orderFilled', ...fill, liquidity: 'taker' }, START_MS + MINUTE);
    journal.steps.length = 0;
    // Nobody says that the stop is armed: the owner is told, and the position left.
    writer.handle(TIMER, START_MS + 2 * MINUTE);
    expect(journal.steps).toEqual(['append 4 timerFired', 'seal 4', 'flush 4', 'submit c0-1']);
  });

  it('does not leave when its flush fails', () => {
    const journal = new MemoryJournal();
    const run = startRun(engineSettings(scripted({ 0: buy() })), {
      journal,
      guardFlush: () => {
        throw new StorageFailure('full', 'no space');
      },
    });
    expect(() => run.play([aCandle(0)])).toThrow('no space');
    expect(run.venue.openOrders()).toEqual([]);
    expect(run.commands).toEqual([]);
  });

  it('is sealed with the hash that a replay computes', () => {
    const { journal, engine, close } = aWriter({ 0: buy() });
    close(0);
    const [, recorded] = entriesOf(journal);
    const again = new Engine(engineSettings(scripted({ 0: buy() })));
    const answers = entriesOf(journal).map(({ entry }) => hashCommands(again.apply(entry)));
    expect(recorded?.commandsHash).toBe(answers[1]);
    expect(engine.view.orders.working).toHaveLength(1);
  });
});

describe('an entry that only changes what may be repeated', () => {
  it('is not flushed by itself', () => {
    const { writer, journal, close } = aWriter({ 0: buy() });
    close(0);
    journal.steps.length = 0;
    writer.handle({ type: 'outcomeUnknown', clientOrderId: 'c0-0', cause: 'timeout' }, START_MS + MINUTE);
    expect(journal.steps).toEqual(['append 3 outcomeUnknown', 'seal 3', 'lookUp']);
    writer.flush();
    expect(journal.steps.at(-1)).toBe('flush 3');
  });

  it('without commands it is neither sealed nor flushed', () => {
    const { journal, close } = aWriter({});
    close(0);
    expect(journal.steps).toEqual(['append 2 candleClosed']);
  });
});

describe('reports', () => {
  it('wait in order until they are drained', () => {
    const { writer, journal } = aWriter({});
    writer.report(aTimer(1));
    writer.report(aTimer(2));
    expect(journal.steps).toEqual([]);
    expect(writer.hasQueued).toBe(true);
    writer.drain(START_MS + 5);
    expect(entriesOf(journal, 2).map(({ entry }) => entry)).toMatchObject([
      { sequence: 2, timeMs: START_MS + 5, event: { clockDriftMs: 1 } },
      { sequence: 3, timeMs: START_MS + 5, event: { clockDriftMs: 2 } },
    ]);
    expect(writer.hasQueued).toBe(false);
  });

  it('that others lead to are drained with them', () => {
    const run = startRun(engineSettings(scripted({ 0: buy(), 1: sell() })));
    run.play([aCandle(0), aCandle(1), aCandle(2)]);
    expect(run.writer.hasQueued).toBe(false);
    expect(run.fills()).toEqual(['c0-0 9.99 100', 'c0-1 9.99 100']);
  });

  it('without end are a defect', () => {
    const { writer } = aWriter({});
    for (let count = 0; count < 65_536; count += 1) writer.report(TIMER);
    expect(() => writer.report(TIMER)).toThrow(/at most 65536 reports/);
  });

  it('cannot be handled while another entry is', () => {
    const journal = new MemoryJournal();
    const engine = new Engine(engineSettings(scripted({})));
    const writer: Writer = new Writer({
      engine,
      journal,
      dispatcher: new Dispatcher({
        orderEntry: {} as OrderEntry,
        report: () => undefined,
        lastLook: () => undefined,
      }),
      onApplied: () => writer.handle(TIMER, START_MS),
    });
    expect(() => writer.handle(aRunStarted(), START_MS)).toThrow(/one event at a time/);
  });
});

describe('an append that fails', () => {
  it('changes nothing, and its sequence is the next one again', () => {
    const { writer, engine, journal, sent, close } = aWriter({ 0: buy() });
    journal.failures = 1;
    expect(() => close(0)).toThrow('no space');
    expect(writer.sequence).toBe(1);
    expect(engine.view.lanes[0]?.candleOpenTimeMs).toBeNaN();
    close(0);
    expect(writer.sequence).toBe(2);
    expect(journal.steps).toEqual(['append 2 candleClosed', 'seal 2', 'flush 2', 'submit c0-0']);
    expect(sent).toHaveLength(1);
  });

  it('leaves later reports in the queue', () => {
    const { writer, journal } = aWriter({});
    writer.report(TIMER);
    writer.report(aTimer(7));
    writer.handle(TIMER, START_MS);
    journal.failures = 1;
    expect(() => writer.drain(START_MS)).toThrow('no space');
    writer.drain(START_MS);
    expect(entriesOf(journal, 3).map(({ entry }) => entry.event)).toMatchObject([
      { clockDriftMs: 0 },
      { clockDriftMs: 7 },
    ]);
  });
});

describe('time', () => {
  it('never runs back, in the journal and for whoever keeps rows', () => {
    const { writer, journal } = aWriter({});
    for (const timeMs of [5, 3, 9, 8]) writer.handle(TIMER, START_MS + timeMs);
    expect(entriesOf(journal, 2).map(({ entry }) => entry.timeMs - START_MS)).toEqual([5, 5, 9, 9]);
    expect(writer.timeMs).toBe(START_MS + 9);
  });

  it('stands still for a candle that closed before the latest entry', () => {
    const { writer, journal } = aWriter({});
    writer.handle(TIMER, START_MS + 90_000);
    for (const index of [0, 1]) writer.handleCandle(aClosedCandle(index), MINUTE);
    expect(entriesOf(journal, 2).map(({ entry }) => entry.timeMs - START_MS)).toEqual([90_000, 90_000, 120_000]);
  });
});

describe('timing', () => {
  it('times decisions on closed candles and hand-overs of orders, and nothing else', () => {
    const timed: string[] = [];
    let nowMs = 0;
    const run = startRun(engineSettings(scripted({ 1: buy() }), { exits: { stopLossRatio: 0.05 } }), {
      timing: {
        monotonicMs: () => (nowMs += 1),
        decided: (durationMs) => void timed.push(`decided ${durationMs}`),
        handedOver: (durationMs) => void timed.push(`handed over ${durationMs}`),
      },
    });
    run.writer.handle(TIMER, START_MS);
    run.play([aCandle(0), aCandle(1)]);
    expect(timed).toEqual(['decided 1', 'decided 1', 'handed over 2']);
    // Filled, and its stop armed: commands, but no orders.
    run.play([aCandle(2)]);
    expect(run.commands.map(({ type }) => type)).toContain('armExit');
    expect(timed).toEqual(['decided 1', 'decided 1', 'handed over 2', 'decided 1']);
  });
});
