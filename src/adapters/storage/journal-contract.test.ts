import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AssertionFailure } from '../../domain/assert.ts';
import { decimal } from '../../domain/decimal.ts';
import type { EngineEvent, JournalEntry } from '../../domain/events/events.ts';
import { price, quantity } from '../../domain/units.ts';
import type { Journal, RecordedEntry } from '../../ports/journal.ts';
import { MemoryJournal } from './memory-journal.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { LateJournal, seededTurns } from './testing/late-journal.ts';
import { aCandleClosed, anEntry } from './testing/sample-entries.ts';
import { anInstrument } from './testing/sample-rows.ts';
import { opened } from './testing/opened.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const JOURNALS: readonly (readonly [string, () => Journal])[] = [
  ['memory', () => new MemoryJournal()],
  ['SQLite', () => new SqliteJournal(opened(join(temporaryFolder(), 'cab.db')))],
  ['late', () => new LateJournal(seededTurns(1))],
];

const EVENTS: readonly EngineEvent[] = [
  {
    type: 'runStarted',
    runId: 'r1',
    mode: 'paper',
    commit: 'abc',
    configHash: 'c',
    modelHash: null,
    seed: 7,
    instruments: [anInstrument(), anInstrument({ id: 1, symbol: 'ETH/USDT', maxQuantity: quantity('9000') })],
    balances: { USDT: decimal('10000.000000000000000001') },
  },
  { ...aCandleClosed(2), type: 'candleBackfilled' },
  aCandleClosed(3),
  { type: 'quoteSeen', instrument: 1, bid: 0.1 + 0.2, ask: 1e-8 },
  {
    type: 'orderFilled',
    tradeId: '99',
    clientOrderId: 'r1-1',
    price: price('30000.01'),
    quantity: quantity('0.00001'),
    fee: decimal('0.00000002'),
    feeAsset: 'BTC',
    liquidity: 'maker',
  },
  { type: 'operatorActed', action: { kind: 'closeAll' }, actor: 'cli', reason: 'test', key: 'k1' },
];

function appendAll(journal: Journal, count: number): void {
  for (let sequence = journal.head + 1; sequence <= count; sequence += 1) journal.append(anEntry(sequence));
}

async function read(journal: Journal, fromSequence = 1): Promise<RecordedEntry[]> {
  const entries: RecordedEntry[] = [];
  for await (const page of journal.read(fromSequence)) entries.push(...page);
  return entries;
}

async function sequences(journal: Journal, fromSequence = 1): Promise<number[]> {
  return (await read(journal, fromSequence)).map((recorded) => recorded.entry.sequence);
}

describe.each(JOURNALS)('%s journal', (_name, create) => {
  it('is empty at first', async () => {
    const journal = create();
    expect(journal.head).toBe(0);
    expect(await read(journal)).toEqual([]);
  });

  it('gives back every kind of entry as it was', async () => {
    const journal = create();
    const entries = EVENTS.map((event, index) => anEntry(index + 1, event));
    for (const entry of entries) journal.append(entry);
    await journal.flush();
    expect(await read(journal)).toEqual(entries.map((entry) => ({ entry, commandsHash: undefined, facts: undefined })));
    expect(journal.head).toBe(EVENTS.length);
  });

  it('reads what is appended and not committed yet', async () => {
    const journal = create();
    appendAll(journal, 2);
    await journal.flush();
    appendAll(journal, 5);
    expect(await sequences(journal, 2)).toEqual([2, 3, 4, 5]);
  });

  it('keeps the seal of an entry, whether it comes before or after the commit', async () => {
    const journal = create();
    journal.append(anEntry(1));
    journal.seal(1, { commandsHash: 'early', facts: undefined });
    await journal.flush();
    journal.append(anEntry(2));
    await journal.flush();
    journal.seal(2, { commandsHash: 'late', facts: undefined });
    expect((await read(journal)).map((recorded) => recorded.commandsHash)).toEqual(['early', 'late']);
    journal.append(anEntry(3));
    await journal.flush();
    expect((await read(journal)).map((recorded) => recorded.commandsHash)).toEqual(['early', 'late', undefined]);
  });

  it.each<EngineEvent>([aCandleClosed(1), { type: 'quoteSeen', instrument: 0, bid: 1, ask: 2 }])(
    'copies what it takes, because the driver reuses its entry ($type)',
    async (first) => {
      const journal = create();
      const event = { ...first };
      const entry = { sequence: 1, timeMs: 10, event };
      journal.append(entry);
      Object.assign(event, { instrument: 9 });
      Object.assign(entry, { sequence: 2, timeMs: 20 });
      journal.append(entry);
      const entries = (await read(journal)).map((recorded): JournalEntry => recorded.entry);
      expect(entries).toEqual([
        { sequence: 1, timeMs: 10, event: first },
        { sequence: 2, timeMs: 20, event },
      ]);
    },
  );

  it('refuses an entry out of order and stays as it was', async () => {
    const journal = create();
    journal.append(anEntry(1));
    expect(() => journal.append(anEntry(3))).toThrow(AssertionFailure);
    expect(() => journal.append(anEntry(1))).toThrow(/follow|must follow/);
    expect(() => journal.seal(2, { commandsHash: 'x', facts: undefined })).toThrow(AssertionFailure);
    expect(journal.head).toBe(1);
    expect(await sequences(journal, 1)).toEqual([1]);
  });

  it('can be appended to while it is being read', async () => {
    const journal = create();
    appendAll(journal, 2500);
    const read: number[] = [];
    for await (const page of journal.read(1)) {
      if (read.length === 0) await journal.flush();
      read.push(...page.map(({ entry }) => entry.sequence));
      if (read.includes(2000)) appendAll(journal, 2600);
    }
    expect(read).toEqual(Array.from({ length: 2600 }, (_, index) => index + 1));
  });

  it('gives its entries in pages, so that a long one can be read without standing in the way', async () => {
    const journal = create();
    appendAll(journal, 9000);
    let pages = 0;
    for await (const page of journal.read(1)) {
      pages += 1;
      expect(page.length).toBeLessThanOrEqual(1000);
    }
    expect(pages).toBeGreaterThanOrEqual(9);
  });

  it('answers a flush with what is durable then, which is everything it was given before', async () => {
    const journal = create();
    expect(journal.durable).toBe(0);
    appendAll(journal, 3);
    expect(journal.durable).toBeLessThan(3);
    expect(await journal.flush()).toBe(3);
    expect(journal.durable).toBe(3);
    journal.append(anEntry(4));
    expect(journal.durable).toBe(3);
    expect(await journal.flush()).toBe(4);
  });

  it('answers at once when there is nothing to make durable', async () => {
    const journal = create();
    expect(journal.flush()).toBe(0);
    appendAll(journal, 2);
    await journal.flush();
    expect(journal.flush()).toBe(2);
  });

  it('starts reading anywhere', async () => {
    const journal = create();
    appendAll(journal, 9000);
    await journal.flush();
    expect(await sequences(journal, 8999)).toEqual([8999, 9000]);
    expect(await sequences(journal, 9001)).toEqual([]);
    expect((await sequences(journal, 0)).length).toBe(9000);
  });
});
