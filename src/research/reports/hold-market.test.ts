import { describe, expect, it } from 'vitest';
import { type CandleColumns, type Instrument, decimal, notional, price, quantity } from '../../domain/index.ts';
import { type HoldRequest, holdMarket } from './hold-market.ts';

const HOUR = 3_600_000;
const free = { spreadBps: 0, slippageBps: 0, depthQuotePerBps: 0, maxVolumeShare: 1, latencyCandles: 0, latencyMs: 0 };

const plain: Instrument = {
  id: 3,
  symbol: 'BTC/USDT',
  venue: 'sim',
  base: 'BTC',
  quote: 'USDT',
  tickSize: price('0.01'),
  stepSize: quantity('0.001'),
  minQuantity: quantity('0.001'),
  minNotional: notional('1'),
  makerFeeRate: decimal('0'),
  takerFeeRate: decimal('0'),
  feeAsset: 'quote',
  status: 'trading',
};

interface Case {
  /** `[open, close]` of hourly candles. */
  readonly candles: readonly (readonly [number, number])[];
  readonly instrument?: Partial<Instrument>;
  readonly simulation?: Partial<HoldRequest['simulation']>;
  /** Hours. */
  readonly firstClose?: number;
  readonly lastClose?: number;
}

function held({ candles, instrument, simulation, firstClose = 1, lastClose = candles.length }: Case) {
  const column = (value: (candle: readonly [number, number]) => number) => Float64Array.from(candles, value);
  const columns: CandleColumns = {
    length: candles.length,
    openTimeMs: Float64Array.from(candles, (_, hour) => hour * HOUR),
    open: column(([open]) => open),
    high: column((prices) => Math.max(...prices)),
    low: column((prices) => Math.min(...prices)),
    close: column(([, close]) => close),
    volume: column(() => 1),
  };
  return holdMarket({
    instrument: { ...plain, ...instrument },
    columns,
    simulation: { ...free, ...simulation },
    intervalMs: HOUR,
    firstCloseMs: firstClose * HOUR,
    lastCloseMs: lastClose * HOUR,
    budget: 1000,
  });
}

const flat = (...prices: readonly number[]) => prices.map((at) => [at, at] as const);

describe('a market that is held', () => {
  it.each<readonly [string, Case, object]>([
    [
      'is bought at the open after the first close',
      {
        candles: [
          [9, 100],
          [100, 110],
          [110, 120],
        ],
      },
      { entryRow: 1, cash: 0, quantity: 10, endWorth: 1200 },
    ],
    [
      'is bought after the warm-up',
      { candles: flat(50, 60, 100, 100, 110), firstClose: 3 },
      { entryRow: 3, quantity: 10, endWorth: 1100 },
    ],
    [
      'is sold at the last close that counts',
      { candles: flat(100, 100, 120, 500), lastClose: 3 },
      { quantity: 10, endWorth: 1200 },
    ],
    [
      'leaves what is below a step',
      { candles: flat(300, 300, 300) },
      { quantity: 3.333, cash: expect.closeTo(0.1, 9) },
    ],
    [
      'costs more when the open is higher, never over the budget',
      {
        candles: [
          [100, 100],
          [125, 125],
        ],
      },
      { quantity: 8, cash: 0 },
    ],
    [
      'pays fees in quote both ways',
      { candles: flat(100, 100, 100), instrument: { takerFeeRate: decimal('0.01') } },
      {
        quantity: 9.9,
        cash: expect.closeTo(0.1, 9),
        fees: expect.closeTo(19.8, 9),
        endWorth: expect.closeTo(980.2, 9),
      },
    ],
    [
      'pays fees in what is received',
      { candles: flat(100, 100, 100), instrument: { takerFeeRate: decimal('0.01'), feeAsset: 'received' } },
      { quantity: 9.9, cash: 0, fees: expect.closeTo(19.9, 9), endWorth: expect.closeTo(980.1, 9) },
    ],
    [
      'pays slippage both ways',
      { candles: flat(100, 100, 100), simulation: { slippageBps: 100 } },
      { quantity: 9.9, cash: expect.closeTo(0.1, 9), endWorth: expect.closeTo(0.1 + 9.9 * 99, 9) },
    ],
    ['pays for the depth', { candles: flat(100, 100), simulation: { depthQuotePerBps: 10 } }, { quantity: 9.9 }],
    [
      'waits as long as an order does',
      { candles: flat(100, 100, 200, 200), simulation: { latencyCandles: 1 } },
      { entryRow: 2, quantity: 5, endWorth: 1000 },
    ],
    [
      'pays what the price becomes on the way',
      {
        candles: [
          [100, 100],
          [100, 125],
        ],
        simulation: { latencyMs: HOUR },
      },
      { quantity: 8 },
    ],
    [
      'is not kept from it by small volumes',
      { candles: flat(100, 100), simulation: { maxVolumeShare: 0.1 } },
      { quantity: 10 },
    ],
    [
      'is at most what one order may be',
      { candles: flat(100, 100), instrument: { maxQuantity: quantity('4') } },
      { quantity: 4, cash: 600 },
    ],
  ])('%s', (_, given, expected) => {
    expect(held(given)).toMatchObject(expected);
  });

  it.each<readonly [string, Case]>([
    ['no candle follows the first close', { candles: flat(100) }],
    ['no candle is in time', { candles: flat(100, 100), firstClose: 9, lastClose: 9 }],
    [
      'the money is less than the smallest order',
      { candles: flat(100, 100), instrument: { minNotional: notional('2000') } },
    ],
    ['the order is on its way until the end', { candles: flat(100, 100), simulation: { latencyCandles: 5 } }],
  ])('is none when %s', (_, given) => {
    expect(held(given)).toBeUndefined();
  });
});
