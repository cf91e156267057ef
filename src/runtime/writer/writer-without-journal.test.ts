import { describe, expect, it } from 'vitest';
import { MemoryJournal } from '../../adapters/storage/index.ts';
import { Engine } from '../../core/engine/index.ts';
import type { EngineEvent } from '../../domain/index.ts';
import { MINUTE, START_MS, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { Dispatcher } from './dispatcher.ts';
import { createEntryCursor } from './entry-cursor.ts';
import { Inbox } from './inbox.ts';
import { aClosedCandle, aListeningVenue, aRunStarted } from './testing.ts';
import { Writer, type WriterOptions } from './writer.ts';

const TIMER: EngineEvent = { type: 'timerFired', clockDriftMs: 0 };

function aWriter(options: Partial<WriterOptions> = {}) {
  const sent: string[] = [];
  const inbox = new Inbox();
  const dispatcher = new Dispatcher({
    orderEntry: aListeningVenue(sent),
    report: inbox.push,
    lastLook: () => undefined,
  });
  const engine = new Engine(engineSettings(scripted({ 0: buy() })));
  const writer = new Writer({ engine, dispatcher, inbox, ...options });
  writer.handle(aRunStarted(), START_MS);
  return { writer, sent };
}

describe('a writer without a journal', () => {
  it('lets orders out at once', () => {
    const { writer, sent } = aWriter();
    writer.handle(aClosedCandle(0), START_MS + MINUTE);
    expect([sent, writer.sequence, writer.isQuiet]).toEqual([['c0-0'], 2, true]);
  });

  it('tells operators as soon as it is asked to make durable', async () => {
    const { writer } = aWriter();
    const action = { kind: 'closeAll' } as const;
    const acted = writer.submit({ type: 'operatorActed', action, actor: 'test', reason: '', key: 'k' });
    writer.act(START_MS);
    writer.flush();
    expect(await acted).toEqual({ sequence: 2 });
  });
});

describe('a writer', () => {
  it('goes on where its journal ends', () => {
    const journal = new MemoryJournal();
    aWriter({ journal });
    const { writer } = aWriter({ journal });
    expect([writer.sequence, journal.head]).toEqual([2, 2]);
  });

  it('says which entry is at hand, to whoever shares its cursor', () => {
    const cursor = createEntryCursor();
    const seen: string[] = [];
    const { writer } = aWriter({ cursor, onApplied: (at) => seen.push(`${at}: ${cursor.sequence} ${cursor.timeMs}`) });
    writer.handle(TIMER, START_MS + 5);
    expect(seen).toEqual([`1: 1 ${START_MS}`, `2: 2 ${START_MS + 5}`]);
  });

  it('drains as far as the budget goes', () => {
    const { writer } = aWriter();
    for (let count = 0; count < 3; count += 1) writer.report(TIMER);
    writer.drain(START_MS, { isSpent: (items) => items >= 2 });
    expect([writer.sequence, writer.hasQueued]).toEqual([3, true]);
    writer.drain(START_MS);
    expect([writer.sequence, writer.hasQueued]).toEqual([4, false]);
  });
});
