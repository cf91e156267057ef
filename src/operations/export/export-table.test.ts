import { describe, expect, it } from 'vitest';
import {
  aDecision,
  aFill,
  aNotice,
  aRoundTrip,
  anAccount,
  anEquitySample,
  anOrder,
} from '../../adapters/storage/testing/sample-rows.ts';
import type { Records } from '../records.ts';
import { recordsOf } from '../testing.ts';
import { EXPORT_COLUMNS } from './export-rows.ts';
import { type ExportFormat, exportTable } from './export-table.ts';
import { EXPORTS, type ExportName } from './exports.ts';

async function exported(records: Records, name: ExportName, format: ExportFormat) {
  const table = exportTable(name, format, records);
  const pieces = await Array.fromAsync(table.text);
  return { text: pieces.join(''), pieces: pieces.length, rows: table.rowCount() };
}

const everything = () =>
  recordsOf((writer) => {
    writer.roundTripClosed(1, aRoundTrip());
    writer.orderChanged(1, anOrder('run-1', { lastReason: '=cmd' }));
    writer.fillBooked(1, aFill('t1'));
    writer.decisionMade(1, aDecision('d1'));
    writer.equitySampled(1, anEquitySample(0));
    writer.noticeRaised(1, aNotice({ message: 'a, "b"' }));
    writer.keepAccount(() => anAccount());
    writer.applied(1);
  });

describe('exportTable', () => {
  it.each(EXPORTS)('gives every column of %s its name, in both forms', async (name) => {
    const records = everything();
    const csv = await exported(records, name, 'csv');
    const json = await exported(records, name, 'json');
    expect(csv.text.split('\n')[0]).toBe(EXPORT_COLUMNS[name].join(','));
    expect(Object.keys((JSON.parse(json.text) as object[])[0] ?? {})).toEqual(EXPORT_COLUMNS[name]);
    expect([csv.rows, json.rows]).toEqual([1, 1]);
  });

  it('gives an empty table a head, or an empty list', async () => {
    const records = recordsOf();
    expect(await exported(records, 'notices', 'csv')).toMatchObject({ text: 'time,level,code,message\n', rows: 0 });
    expect(await exported(records, 'notices', 'json')).toMatchObject({ text: '[]\n', rows: 0 });
  });

  it('writes decimals exactly, symbols by name, and what nobody knows as nothing', async () => {
    const [trip] = JSON.parse((await exported(everything(), 'trades', 'json')).text) as object[];
    expect(trip).toMatchObject({ symbol: 'BTC/USDT', exit_price: '30300.000000000000000001', net_pnl: '17.94' });
    const [order] = JSON.parse((await exported(everything(), 'orders', 'json')).text) as object[];
    expect(order).toMatchObject({ venue_order_id: null, price: null });
  });

  it('keeps cells of CSV whole, and spreadsheets from running them', async () => {
    expect((await exported(everything(), 'notices', 'csv')).text).toContain(',"a, ""b"""\n');
    expect((await exported(everything(), 'orders', 'csv')).text).toContain(`,"'=cmd"\n`);
  });

  it('takes tables larger than a page, in pieces', async () => {
    const records = recordsOf((writer) => {
      for (let index = 0; index < 2500; index += 1) writer.fillBooked(index + 1, aFill(`t${index}`));
    });
    const { text, pieces, rows } = await exported(records, 'fills', 'csv');
    const ids = text
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split(',')[2]);
    expect(rows).toBe(2500);
    expect(new Set(ids).size).toBe(2500);
    expect(pieces).toBeGreaterThan(2);
    expect(pieces).toBeLessThan(20);
  });
});
