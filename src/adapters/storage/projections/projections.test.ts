import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decimal } from '../../../domain/decimal.ts';
import { notional, price, quantity } from '../../../domain/units.ts';
import type { AccountRow, ProjectionReader, ProjectionWriter } from '../../../ports/projections.ts';
import type { Database } from '../database.ts';
import { opened } from '../testing/opened.ts';
import {
  SAMPLE_TIME_MS,
  aDecision,
  aDenial,
  aFill,
  aFlow,
  aNotice,
  aPosition,
  aRoundTrip,
  anAccount,
  anEquitySample,
  anInstrument,
  anOrder,
} from '../testing/sample-rows.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { SqliteProjectionWriter, openProjectionReader, projectionDigest } from './index.ts';

interface Tables {
  readonly database: Database;
  readonly writer: SqliteProjectionWriter;
  readonly reader: ProjectionReader;
}

function someTables(): Tables {
  const path = join(temporaryFolder(), 'cab.db');
  const database = opened(path);
  const reader = openProjectionReader(path);
  if (!reader.ok) throw reader.error;
  return { database, writer: new SqliteProjectionWriter(database), reader: reader.value };
}

/** What one entry after another leads to, touching every table. */
function project(writer: ProjectionWriter, afterEach: () => void = () => undefined): void {
  const entries: ((sequence: number) => void)[] = [
    (at) => writer.instrumentChanged(at, anInstrument()),
    (at) => {
      writer.decisionMade(at, aDecision('d1'));
      writer.orderChanged(at, anOrder('run-1'));
      writer.noticeRaised(at, aNotice({ message: 'first' }));
      writer.noticeRaised(at, aNotice({ message: 'second' }));
    },
    (at) => {
      writer.fillBooked(at, aFill('t1'));
      writer.orderChanged(at, anOrder('run-1', { status: 'filled', filledQuantity: quantity('0.1') }));
      writer.positionChanged(at, aPosition(0));
    },
    (at) => writer.entryDenied(at, aDenial('d2')),
    (at) => {
      writer.positionChanged(at, aPosition(0, { quantity: quantity('0'), closedTimeMs: SAMPLE_TIME_MS + 5 }));
      writer.roundTripClosed(at, aRoundTrip());
      writer.equitySampled(at, anEquitySample(SAMPLE_TIME_MS));
    },
    (at) => writer.fundsMoved(at, aFlow()),
  ];
  writer.keepAccount(() => anAccount());
  for (const [index, entry] of entries.entries()) {
    entry(index + 1);
    writer.applied(index + 1);
    afterEach();
  }
}

describe('projections', () => {
  it('give back every row as it was written', async () => {
    const { database, writer, reader } = someTables();
    const instrument = anInstrument({ maxQuantity: quantity('9000'), priceBandRatio: 0.08 });
    const order = anOrder(
      'run-9',
      { averagePrice: price('29999.999999999999999999'), venueOrderId: 'v-1', lastReason: 'too slow' },
      { type: 'limit', price: price('30000'), budget: notional('3000.5'), tag: 'dip' },
    );
    const fill = aFill('t9', { realizedPnl: notional('-0.000000000000000001') });
    const position = aPosition(3, { targetPrice: 31_000.5, stopPrice: undefined });
    const decision = aDecision('d9', { explain: undefined });
    writer.instrumentChanged(1, instrument);
    writer.orderChanged(1, order);
    writer.fillBooked(1, fill);
    writer.positionChanged(1, position);
    writer.roundTripClosed(1, aRoundTrip());
    writer.decisionMade(1, decision);
    writer.decisionMade(1, aDecision('d8'));
    writer.entryDenied(1, aDenial('d9'));
    writer.equitySampled(1, anEquitySample(5));
    writer.noticeRaised(1, aNotice());
    writer.fundsMoved(1, aFlow());
    writer.keepAccount(() => anAccount());
    writer.applied(1);
    database.commit();
    expect(await reader.instruments()).toEqual([instrument]);
    expect(await reader.orders()).toEqual([order]);
    expect(await reader.order('run-9')).toEqual(order);
    expect(await reader.order('run-0')).toBeUndefined();
    expect(await reader.fills()).toEqual([fill]);
    expect(await reader.positions()).toEqual([position]);
    expect(await reader.roundTrips()).toEqual([aRoundTrip()]);
    expect(await reader.decisions()).toEqual([decision, aDecision('d8')]);
    const { blocks, ...denied } = aDenial('d9');
    expect(await reader.denials()).toEqual(blocks.toReversed().map((block) => ({ ...denied, block })));
    expect(await reader.equity({ points: 10 })).toEqual([anEquitySample(5)]);
    expect(await reader.notices()).toEqual([aNotice()]);
    expect(await reader.flows()).toEqual([aFlow()]);
    expect(await reader.flows({ asset: 'BTC' })).toEqual([]);
    expect(await reader.account()).toEqual(anAccount());
  });

  it('keep the account as it is at each commit, and have none before anything is known of it', async () => {
    const { database, writer, reader } = someTables();
    let account: AccountRow | undefined;
    writer.keepAccount(() => account);
    writer.applied(1);
    database.commit();
    expect(await reader.account()).toBeUndefined();
    account = anAccount({ equity: 5 });
    writer.applied(2);
    expect(await reader.account()).toBeUndefined();
    account = anAccount({ equity: 6, positions: [] });
    database.commit();
    expect(await reader.account()).toEqual(anAccount({ equity: 6, positions: [] }));
    account = anAccount({ equity: 7 });
    writer.noticeRaised(9, aNotice());
    database.commit();
    expect(await reader.account()).toMatchObject({ equity: 6 });
    account = undefined;
    writer.applied(3);
    database.commit();
    expect(await reader.account()).toMatchObject({ equity: 6 });
    await writer.reset();
    expect(await reader.account()).toBeUndefined();
  });

  it('have no profit beside the equity that an older version sampled', async () => {
    const { database, writer, reader } = someTables();
    writer.equitySampled(1, { ...anEquitySample(5), profit: undefined });
    database.commit();
    expect(await reader.equity({ points: 10 })).toEqual([{ ...anEquitySample(5), profit: undefined }]);
  });

  it('show nothing before the commit', async () => {
    const { database, writer, reader } = someTables();
    project(writer);
    expect(await reader.orders()).toEqual([]);
    expect(await reader.watermark()).toBe(0);
    database.commit();
    expect((await reader.orders()).map((order) => order.status)).toEqual(['filled']);
    expect(await reader.watermark()).toBe(6);
  });

  it('book a trade id once per instrument, and keep its first report', async () => {
    const { database, writer, reader } = someTables();
    writer.fillBooked(1, aFill('t1'));
    writer.fillBooked(2, aFill('t1', { fee: decimal('9') }));
    writer.fillBooked(3, aFill('t1', { instrument: 1, timeMs: SAMPLE_TIME_MS + 1 }));
    database.commit();
    expect((await reader.fills()).map((fill) => [fill.instrument, fill.fee])).toEqual([
      [1, aFill('t1').fee],
      [0, aFill('t1').fee],
    ]);
  });

  it('book both sides of a trade in which two orders of ours have met', async () => {
    const { database, writer, reader } = someTables();
    writer.fillBooked(1, aFill('t1'));
    writer.fillBooked(2, aFill('t1', { side: 'sell', clientOrderId: 'run-2', timeMs: SAMPLE_TIME_MS + 1 }));
    database.commit();
    expect((await reader.fills()).map((fill) => [fill.clientOrderId, fill.side])).toEqual([
      ['run-2', 'sell'],
      ['run-1', 'buy'],
    ]);
  });

  it('ignore entries that are complete already, so that a replay changes nothing', () => {
    const { database, writer } = someTables();
    project(writer);
    database.commit();
    const digest = projectionDigest(database);
    project(writer);
    database.commit();
    const again = new SqliteProjectionWriter(database);
    project(again);
    database.commit();
    expect(projectionDigest(database)).toBe(digest);
    expect(again.watermark).toBe(6);
    again.noticeRaised(6, aNotice({ message: 'too late for entry 6' }));
    database.commit();
    expect(projectionDigest(database)).toBe(digest);
  });

  it('are the same bytes after a rebuild, wherever commits fell', async () => {
    const { database, writer, reader } = someTables();
    project(writer);
    database.commit();
    const digest = projectionDigest(database);
    writer.noticeRaised(7, aNotice({ message: 'not committed' }));
    await writer.reset();
    expect(writer.watermark).toBe(0);
    expect(await reader.watermark()).toBe(0);
    expect(await reader.orders()).toEqual([]);
    expect(projectionDigest(database)).not.toBe(digest);
    project(writer);
    database.commit();
    expect(projectionDigest(database)).toBe(digest);

    const other = someTables();
    project(other.writer, () => other.database.commit());
    expect(projectionDigest(other.database)).toBe(digest);
  });

  it('keep what a full disk refused, in order', async () => {
    const { database, writer, reader } = someTables();
    const pages = database.connection.pragma('page_count', { simple: true }) as number;
    database.connection.pragma(`max_page_count = ${pages}`);
    for (let at = 1; at <= 300; at += 1) {
      writer.orderChanged(at, anOrder(`run-${at}`, { status: 'submitted' }));
      writer.orderChanged(at, anOrder(`run-${at}`, { status: 'filled' }));
      writer.applied(at);
    }
    expect(() => database.commit()).toThrow(/full/);
    expect(await reader.orders()).toEqual([]);
    expect(await reader.watermark()).toBe(0);
    database.connection.pragma('max_page_count = 100000');
    database.commit();
    expect((await reader.orders({ limit: 1000 })).every((order) => order.status === 'filled')).toBe(true);
    expect((await reader.orders({ limit: 1000 })).length).toBe(300);
    expect(await reader.watermark()).toBe(300);
  });

  it('refuse a number that does not exist where it happens, not at the commit', () => {
    const { writer } = someTables();
    expect(() => writer.equitySampled(1, anEquitySample(1, Number.NaN))).toThrow(/equity must be a finite number/);
    expect(() => writer.decisionMade(1, aDecision('d', { score: Number.NaN }))).toThrow(/score must be/);
  });
});
