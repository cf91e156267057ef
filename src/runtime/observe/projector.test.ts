import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type Database,
  SqliteJournal,
  SqliteProjectionWriter,
  openProjectionReader,
  projectionDigest,
} from '../../adapters/storage/index.ts';
import { opened } from '../../adapters/storage/testing/opened.ts';
import { temporaryFolder } from '../../adapters/storage/testing/temporary-folder.ts';
import { Engine } from '../../core/engine/index.ts';
import { formatDecimal } from '../../domain/index.ts';
import type { ProjectionReader } from '../../ports/index.ts';
import { START_MS, aCandle, anInstrument, buy, engineSettings, scripted, sell } from '../../../test/support/build.ts';
import { walk } from '../../../test/support/synthetic-candles.ts';
import { createEntryCursor } from '../writer/entry-cursor.ts';
import { createProjector } from './projector.ts';
import { type JournaledRun, startRun } from '../testing.ts';
import { recoverAtOnce } from '../../../test/support/at-once.ts';

const settings = engineSettings(scripted({ 0: buy(), 2: sell(0.5), 5: buy({ limitPrice: 90 }), 6: buy() }), {
  exits: { stopLossRatio: 0.05 },
});

/** A run whose rows go to a database of its own. */
function projected(folder: string, custom = settings) {
  const database: Database = opened(join(folder, 'cab.db'));
  const writer = new SqliteProjectionWriter(database);
  const journal = new SqliteJournal(database);
  const cursor = createEntryCursor();
  const observer = createProjector(writer, cursor);
  const run = startRun(custom, { journal, cursor, observer, onApplied: (sequence) => writer.applied(sequence) });
  return { database, writer, journal, run };
}

function readerOf(folder: string): ProjectionReader {
  const reader = openProjectionReader(join(folder, 'cab.db'));
  if (!reader.ok) throw reader.error;
  onTestFinished(() => reader.value.close());
  return reader.value;
}

function play(run: JournaledRun): void {
  run.play([0, 1, 2, 3].map((index) => aCandle(index)));
  run.play([aCandle(4, { low: 90, close: 94 }), aCandle(5), aCandle(6), aCandle(7)]);
  run.writer.flush();
}

describe('createProjector', () => {
  it('writes what the engine did: orders, fills, positions, trips, decisions, denials', async () => {
    const folder = temporaryFolder();
    const { run } = projected(folder);
    play(run);
    const reader = readerOf(folder);
    expect(
      (await reader.orders()).toReversed().map((row) => `${row.request.side} ${row.request.purpose} ${row.status}`),
    ).toEqual(['buy entry filled', 'sell signalExit filled', 'sell protectiveExit filled', 'buy entry open']);
    const fills = (await reader.fills()).toReversed();
    expect(
      fills.map((row) => `${row.venue} ${row.side} ${formatDecimal(row.quantity)} ${formatDecimal(row.price)}`),
    ).toEqual(['simulated buy 9.99 100', 'simulated sell 4.995 100', 'simulated sell 4.995 94']);
    expect(fills.map((row) => row.realizedPnl === undefined)).toEqual([true, false, false]);
    expect((await reader.roundTrips()).map((trip) => trip.exitReason)).toEqual(['stop-loss']);
    expect(await reader.positions()).toMatchObject([{ lane: 0, strategy: 'scripted', stopPrice: undefined }]);
    expect((await reader.positions())[0]?.closedTimeMs).toBeDefined();
    expect((await reader.decisions()).map((row) => row.action).toReversed()).toEqual([
      'buy',
      'sell',
      'sell',
      'buy',
      'buy',
    ]);
    expect((await reader.denials()).map((row) => row.block.code)).toEqual(['orderPending']);
  });

  it('sums up to the ledger, to the last digit', async () => {
    const folder = temporaryFolder();
    const { run } = projected(folder);
    play(run);
    const trips = await readerOf(folder).roundTrips();
    const profit = trips.reduce((sum, trip) => sum + trip.netPnl, 0n);
    expect(run.engine.view.ledger.balance('USDT') - 10_000n * 10n ** 18n).toBe(profit);
  });

  it('gives the same tables when they are rebuilt from the journal', async () => {
    const { run, database, journal, writer } = projected(temporaryFolder());
    play(run);
    const before = projectionDigest(database);
    await writer.reset();
    expect(projectionDigest(database)).not.toBe(before);
    const cursor = createEntryCursor();
    recoverAtOnce({
      journal,
      createEngine: () => new Engine(settings, createProjector(writer, cursor)),
      cursor,
      toldSequence: 0,
      onApplied: (sequence) => writer.applied(sequence),
    });
    database.commit();
    expect(projectionDigest(database)).toBe(before);
    expect(writer.watermark).toBe(journal.head);
  });

  it('gives the same digest for the same entries, told twice or up to a watermark', () => {
    const [whole, twice] = [temporaryFolder(), temporaryFolder()];
    const candles = walk({ seed: 9, count: 40, startMs: START_MS, volatility: 0.01 });
    const plan = engineSettings(scripted({ 1: buy(), 9: sell(), 12: buy() }), { exits: { stopLossRatio: 0.01 } });
    const first = projected(whole, plan);
    first.run.play(candles);
    first.run.writer.flush();

    const second = projected(twice, plan);
    second.run.play(candles);
    second.run.writer.flush();
    const { watermark } = second.writer;
    // Everything told again to a projector whose tables are complete: nothing may change.
    const cursor = createEntryCursor();
    const observer = createProjector(second.writer, cursor);
    startRun(plan, { cursor, observer, instruments: [anInstrument()] }).play(candles);
    second.database.commit();
    expect(watermark).toBe(second.journal.head);
    expect(projectionDigest(second.database)).toBe(projectionDigest(first.database));
  });

  it('keeps rows and watermark together with the entries they came from', async () => {
    const folder = temporaryFolder();
    const { run, journal } = projected(folder);
    run.play([aCandle(0), aCandle(1)]);
    run.writer.flush();
    const reader = readerOf(folder);
    expect(await reader.watermark()).toBe(journal.head);
    run.play([aCandle(2)]);
    // The half exit was committed before it left; what came back for it was not.
    const submitted = await reader.watermark();
    expect(await reader.orders()).toHaveLength(2);
    expect(submitted).toBeLessThan(journal.head);
    run.writer.flush();
    expect(await reader.watermark()).toBe(journal.head);
  });
});
