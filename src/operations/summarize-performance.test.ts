import { describe, expect, it } from 'vitest';
import {
  aDenial,
  aFill,
  aFlow,
  aRoundTrip,
  anAccount,
  anEquitySample,
} from '../adapters/storage/testing/sample-rows.ts';
import { decimal, notional } from '../domain/index.ts';
import { anInstrument } from '../../test/support/build.ts';
import { type Records, recordedInstruments } from './records.ts';
import { type PerformanceSummary, summarizePerformance } from './summarize-performance.ts';
import { recordsOf } from './testing.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MONDAY_MS = Date.UTC(2024, 0, 1);
const TUESDAY_MS = MONDAY_MS + DAY_MS;

async function summaryOf(records: Records, days = 1, nowMs = 0): Promise<PerformanceSummary> {
  const clock = { nowMs: () => nowMs, monotonicMs: () => 0 };
  const instruments = await recordedInstruments(records);
  return summarizePerformance({ reader: records.reader, instruments, clock, days });
}

function twoDays(): Records {
  return recordsOf((writer) => {
    writer.equitySampled(1, anEquitySample(MONDAY_MS + HOUR_MS, 1000));
    writer.equitySampled(2, anEquitySample(MONDAY_MS + 9 * HOUR_MS, 1100));
    writer.equitySampled(3, anEquitySample(TUESDAY_MS + HOUR_MS, 1050));
    writer.roundTripClosed(4, aRoundTrip({ exitTimeMs: MONDAY_MS + 2 * HOUR_MS, netPnl: notional('30') }));
    writer.roundTripClosed(5, aRoundTrip({ exitTimeMs: TUESDAY_MS, netPnl: notional('-20'), fees: notional('2') }));
    writer.fillBooked(6, aFill('t1', { timeMs: MONDAY_MS }));
    writer.fillBooked(7, aFill('t2', { timeMs: TUESDAY_MS }));
    writer.entryDenied(8, aDenial('d1', { timeMs: TUESDAY_MS }));
  });
}

describe('summarizePerformance', () => {
  it('tells of the day on which the market was last seen, from where the day before ended', async () => {
    expect(await summaryOf(twoDays())).toMatchObject({
      quote: 'USDT',
      fromMs: TUESDAY_MS,
      toMs: TUESDAY_MS + HOUR_MS,
      startEquity: 1100,
      equity: 1050,
      pnl: -50,
      roundTrips: 1,
      won: 0,
      netPnl: -20,
      // Of the fill, 0.00005 BTC at its price; its position may still be open.
      fees: 1.5000005,
      fills: 1,
      denials: [
        { code: 'maxPositions', count: 1 },
        { code: 'tradingHours', count: 1 },
      ],
      trips: [{ symbol: 'BTC/USDT', strategy: 'ema-cross', netPnl: '-20', exitReason: 'take-profit' }],
    });
  });

  it('begins the day with the close at 00:00 UTC: what the candle before it lost is yesterday’s', async () => {
    const records = recordsOf((writer) => {
      writer.equitySampled(1, anEquitySample(TUESDAY_MS - HOUR_MS, 1100));
      writer.equitySampled(2, anEquitySample(TUESDAY_MS, 1000));
      writer.equitySampled(3, anEquitySample(TUESDAY_MS + HOUR_MS, 1010));
    });
    expect(await summaryOf(records)).toMatchObject({ fromMs: TUESDAY_MS, startEquity: 1000, pnl: 10 });
  });

  it('counts days back from there, and starts where the first sample is when nothing came before', async () => {
    expect(await summaryOf(twoDays(), 2)).toMatchObject({
      fromMs: MONDAY_MS,
      startEquity: 1000,
      pnl: 50,
      roundTrips: 2,
      won: 1,
      netPnl: 10,
      fills: 2,
    });
  });

  it('tells the profit of the account as it was last kept, and as it was where the days begin', async () => {
    const before = { closedPnl: 5, openPnl: -2, openExitFees: 1, dustPnl: 0.5 };
    const profit = { closedPnl: 35, openPnl: 7, openExitFees: 2, dustPnl: 0.5 };
    const records = recordsOf((writer) => {
      writer.equitySampled(1, { ...anEquitySample(MONDAY_MS + HOUR_MS, 1004.5), profit: before });
      writer.equitySampled(2, anEquitySample(TUESDAY_MS + HOUR_MS, 1030));
      writer.keepAccount(() => anAccount({ timeMs: TUESDAY_MS + 2 * HOUR_MS, equity: 1044.5, profit }));
      writer.applied(2);
    });
    const summary = await summaryOf(records);
    expect(summary).toMatchObject({ toMs: TUESDAY_MS + 2 * HOUR_MS, equity: 1044.5, pnl: 40, profit });
    expect(summary.profitBefore).toEqual(before);
  });

  it('has no profit of what is open in records of an older version', async () => {
    const sample = { ...anEquitySample(MONDAY_MS), profit: undefined };
    const { equity, profit, profitBefore } = await summaryOf(recordsOf((writer) => writer.equitySampled(1, sample)));
    expect([equity, profit, profitBefore]).toEqual([10_000, undefined, undefined]);
  });

  it('counts more rows than a page holds', async () => {
    const records = recordsOf((writer) => {
      for (let index = 0; index < 2001; index += 1) writer.fillBooked(index + 1, aFill(`t${index}`));
    });
    expect((await summaryOf(records)).fills).toBe(2001);
  });

  it('has no figures for a market that was never seen, and takes the day from the clock', async () => {
    expect(await summaryOf(recordsOf(), 1, TUESDAY_MS + HOUR_MS)).toMatchObject({
      fromMs: TUESDAY_MS,
      toMs: undefined,
      equity: undefined,
      pnl: undefined,
      roundTrips: 0,
      trips: [],
    });
  });

  it('names an instrument that the run does not know by its number', async () => {
    const trip = aRoundTrip({ instrument: 9 });
    const records = recordsOf((writer) => writer.roundTripClosed(1, trip), [anInstrument({ quote: 'EUR' })]);
    expect(await summaryOf(records, 1, trip.exitTimeMs)).toMatchObject({ quote: 'EUR', trips: [{ symbol: '9' }] });
  });

  it('takes neither what was paid in nor what was taken out for profit', async () => {
    const records = recordsOf((writer) => {
      writer.instrumentChanged(1, anInstrument());
      writer.equitySampled(2, anEquitySample(MONDAY_MS + HOUR_MS, 1000));
      // Is in the sample of the same moment, which is where the day begins.
      writer.fundsMoved(3, aFlow({ timeMs: MONDAY_MS + 9 * HOUR_MS, amount: decimal('7777') }));
      writer.equitySampled(3, anEquitySample(MONDAY_MS + 9 * HOUR_MS, 8800));
      writer.fundsMoved(4, aFlow({ timeMs: TUESDAY_MS, amount: decimal('500') }));
      writer.fundsMoved(5, aFlow({ timeMs: TUESDAY_MS + 1, amount: decimal('3'), asset: 'BTC' }));
      writer.fundsMoved(6, aFlow({ timeMs: TUESDAY_MS + HOUR_MS, amount: decimal('-200') }));
      writer.equitySampled(6, anEquitySample(TUESDAY_MS + HOUR_MS, 9050));
    });
    expect(await summaryOf(records)).toMatchObject({ startEquity: 8800, equity: 9050, netFlow: 300, pnl: -50 });
    expect(await summaryOf(records, 2)).toMatchObject({ startEquity: 1000, netFlow: 8077, pnl: -27 });
  });
});
