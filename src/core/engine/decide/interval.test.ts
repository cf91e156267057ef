/** When an interval of several instruments is over, and what a candle may do that comes after that. */
import { describe, expect, it } from 'vitest';
import { BTC, ETH, type ToldEngine, type ToldOptions, after, toldEngine } from '../testing/told-engine.ts';

const two: ToldOptions = { lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] };

/** An instrument's candle of the interval with that number; nobody says that an interval is over. */
function tellCandle(told: ToldEngine, instrument: number, at: number, close: number): void {
  const openTimeMs = told.startMs + at * told.intervalMs;
  told.nowMs = Math.max(told.nowMs, openTimeMs + told.intervalMs);
  told.apply({
    type: 'candleClosed',
    instrument,
    openTimeMs,
    open: close,
    high: close,
    low: close,
    close,
    volume: 1000,
  });
}

function tellEnd(told: ToldEngine, at: number): void {
  told.apply({ type: 'intervalClosed', openTimeMs: told.startMs + at * told.intervalMs });
}

const wishEntry = (told: ToldEngine, lane: number) =>
  told.wishes.set(lane, (context) => context.enterLong({ reason: 'why' }));

describe('an interval', () => {
  it('is over when one instrument of several goes on to the next', () => {
    const third = { ...BTC, id: 2, symbol: 'XRP/USDT', base: 'XRP' };
    const told = toldEngine({ ...two, instruments: [BTC, ETH, third] });
    wishEntry(told, 0);
    tellCandle(told, 0, 0, 100);
    expect(told.submitted.size).toBe(0);
    tellCandle(told, 0, 1, 100);
    expect([...told.submitted.values()].map(({ instrument }) => instrument)).toEqual([0]);
  });

  it('is over when somebody says so, and is not when an earlier one is meant', () => {
    const told = toldEngine(two);
    wishEntry(told, 0);
    tellCandle(told, 0, 1, 100);
    tellEnd(told, 0);
    expect(told.submitted.size).toBe(0);
    tellEnd(told, 1);
    expect(told.submitted.size).toBe(1);
  });

  it('that is over decides nothing on a candle that comes late', () => {
    const told = toldEngine(two);
    wishEntry(told, 1);
    tellCandle(told, 0, 0, 100);
    tellEnd(told, 0);
    tellCandle(told, 1, 0, 50);
    expect(told.submitted.size).toBe(0);
  });

  it('that is being told is not made whole by a candle of an earlier one', () => {
    const told = toldEngine(two);
    for (const lane of [0, 1]) wishEntry(told, lane);
    tellCandle(told, 0, 1, 100);
    tellCandle(told, 1, 0, 50);
    expect(told.submitted.size).toBe(0);
    tellCandle(told, 1, 1, 50);
    expect([...told.submitted.values()].map(({ instrument }) => instrument)).toEqual([0, 1]);
  });

  it('that is over still guards with a candle that comes late', () => {
    const exits = { trailingStop: { distanceRatio: 0.1, activationRatio: 0 } };
    const told = after('candle 100 -, candle 50 ETH buy, fill, armed lane 1', { ...two, exits });
    expect([told.engine.view.lanes[0]?.guard.status, told.engine.view.lanes[1]?.guard.stopPrice]).toEqual(['flat', 45]);
    tellCandle(told, 0, 1, 100);
    tellEnd(told, 1);
    tellCandle(told, 1, 1, 60);
    expect(told.engine.view.lanes[1]?.guard.stopPrice).toBe(54);
    tellCandle(told, 0, 2, 100);
    tellEnd(told, 2);
    expect(told.engine.view.lanes[0]?.position).toBeUndefined();
  });
});

it('funds that move within an interval stand beside the equity of then', () => {
  const told = after('candle 100 buy size 5000, candle 50 ETH, fill, armed', { ...two, exits: {} });
  tellCandle(told, 0, 1, 120);
  expect(told.hear('operator move 500')).toContain('funds 500 USDT beside 11000, because (ann)');
});

describe('the day of an account', () => {
  it('begins with the close at 00:00 UTC, also of several instruments', () => {
    const startMs = Date.UTC(2024, 0, 1, 23, 57);
    const told = after('candle 100 buy size 5000, candle 50 ETH, fill, armed', { ...two, exits: {}, startMs });
    told.tell('candle 90, candle 50 ETH');
    expect(told.engine.view.portfolio.dayStartEquity).toBe(10_000);
    // This candle closes at 00:00.
    told.tell('candle 80, candle 50 ETH');
    expect(told.engine.view.portfolio.dayStartEquity).toBe(9000);
    told.tell('candle 70, candle 50 ETH');
    expect(told.engine.view.portfolio.dayStartEquity).toBe(9000);
  });

  it('counts the share that is lost of what a withdrawal left, and the amount of what was there', () => {
    const size = { kind: 'fixedQuote', quote: 5000 } as const;
    const risen = 'candle 100 buy, fill, armed, candle 300, operator move -4900';
    const shares = after(risen, { size, exits: {}, risk: { dailyLossLimitRatio: 0.15 } });
    // 7550 of equity is what the first 10000 of the day are worth after the withdrawal; 6417.5 is 15 % less.
    expect(shares.tell('candle 127')).toEqual([]);
    expect(shares.tell('candle 126')).toEqual(['warning entriesHeld']);
    const amounts = after(risen, { size, exits: {}, risk: { dailyLossLimitQuote: 500 } });
    // The day began with 10000, of which 4900 were taken out.
    expect(amounts.tell('candle 91')).toEqual([]);
    expect(amounts.tell('candle 90')).toEqual(['warning entriesHeld']);
  });

  it('holds entries once, not again with every candle of a loss', () => {
    const size = { kind: 'fixedQuote', quote: 5000 } as const;
    const told = after('candle 100 buy, fill, armed, candle 80', {
      size,
      exits: {},
      risk: { dailyLossLimitQuote: 500 },
    });
    expect(told.tell('candle 79, candle 70')).toEqual([]);
  });
});
