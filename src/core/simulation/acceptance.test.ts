import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../domain/decimal.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import type { OrderRequest } from '../../domain/orders/order.ts';
import { notional, quantity } from '../../domain/units.ts';
import { Bench, anOrder } from './testing.ts';

interface Row {
  readonly name: string;
  readonly order: OrderRequest;
  readonly code?: string;
  readonly instrument?: Partial<Instrument>;
}

const ROWS: readonly Row[] = [
  { name: 'a plain buy', order: anOrder() },
  { name: 'a buy beyond the balance', order: anOrder({ quantity: '101' }), code: 'balance' },
  { name: 'a budget beyond the balance', order: anOrder({ budget: '10001' }), code: 'balance' },
  { name: 'a limit buy beyond the balance', order: anOrder({ quantity: '100', price: '100.01' }), code: 'balance' },
  { name: 'a sell beyond the balance', order: anOrder({ side: 'sell', quantity: '10.001' }), code: 'balance' },
  { name: 'a quantity off the step', order: anOrder({ quantity: '1.0005' }), code: 'precision' },
  { name: 'a price off the tick', order: anOrder({ price: '99.995' }), code: 'precision' },
  { name: 'a limit order at 0', order: anOrder({ price: '0' }), code: 'precision' },
  { name: 'a quantity under the minimum', order: anOrder({ quantity: '0' }), code: 'minQuantity' },
  { name: 'a market value under the minimum', order: anOrder({ quantity: '0.009' }), code: 'minNotional' },
  { name: 'a limit value under the minimum', order: anOrder({ quantity: '0.01', price: '99' }), code: 'minNotional' },
  {
    name: 'a budget under the minimum',
    order: anOrder({ budget: '4' }),
    code: 'minNotional',
    instrument: { minNotional: notional('5') },
  },
  { name: 'too much', order: anOrder(), code: 'maxQuantity', instrument: { maxQuantity: quantity('0.5') } },
  { name: 'a price in the band', order: anOrder({ price: '92' }), instrument: { priceBandRatio: 0.08 } },
  {
    name: 'a price out of the band',
    order: anOrder({ price: '91.99' }),
    code: 'priceBand',
    instrument: { priceBandRatio: 0.08 },
  },
  {
    name: 'a sell on a halted pair',
    order: anOrder({ side: 'sell' }),
    code: 'halted',
    instrument: { status: 'halted' },
  },
  { name: 'a buy on a pair in exit', order: anOrder(), code: 'exitOnly', instrument: { status: 'exitOnly' } },
  { name: 'a sell on a pair in exit', order: anOrder({ side: 'sell' }), instrument: { status: 'exitOnly' } },
];

describe('the venue', () => {
  it.each(ROWS)('$name → $code', ({ order, code, instrument }) => {
    const bench = new Bench(instrument && { instrument }).at(100);
    bench.venue.submit(order);
    expect(bench.ends()).toEqual(code ? [`a rejected: ${code}`] : []);
    expect(bench.events.some((event) => event.type === 'orderAccepted')).toBe(!code);
    expect(bench.venue.findOrder('a')?.status).toBe(code ? undefined : 'open');
  });

  it('refuses no market order for its value before it has seen a price', () => {
    const bench = new Bench();
    bench.venue.submit(anOrder({ quantity: '0.001' }));
    expect(bench.ends()).toEqual([]);
  });

  it('knows a price after every closed candle, idle or not', () => {
    const bench = new Bench({ instrument: { priceBandRatio: 0.08 } }).at(100);
    bench.venue.closeCandle(0, { openTimeMs: 1, open: 1, high: 50, low: 1, close: 50, volume: 1 });
    bench.venue.submit(anOrder({ price: '99' }));
    expect(bench.ends()).toEqual(['a rejected: priceBand']);
  });

  it('takes the same client order id twice as two orders with different trades', () => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder());
    bench.venue.submit(anOrder());
    expect(bench.venue.openOrders().map((order) => order.venueOrderId)).toEqual(['sim-1', 'sim-2']);
    bench.at(100);
    expect(bench.fills()).toHaveLength(2);
    const trades = bench.venue.fillsOf('a').map((event) => (event.type === 'orderFilled' ? event.tradeId : ''));
    expect(trades).toEqual(['a.1', 'a.2']);
    expect(formatDecimal(bench.venue.balance('BTC'))).toBe('12');
  });

  it('lists what works, in order of submission', () => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder({ clientOrderId: 'low', price: '90' }));
    bench.venue.submit(anOrder({ clientOrderId: 'high', side: 'sell', price: '110' }));
    bench.venue.submit(anOrder({ clientOrderId: 'near', price: '95' }));
    bench.at(100);
    expect(bench.venue.openOrders().map((order) => order.request.clientOrderId)).toEqual(['low', 'high', 'near']);
  });
});

describe('cancel', () => {
  it('frees what the order locked and reports it', () => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder({ price: '95', quantity: '2' }));
    expect(formatDecimal(bench.venue.available('USDT'))).toBe('9810');
    bench.at(100);
    bench.venue.cancel('a');
    expect(bench.ends()).toEqual(['a canceled: canceled on request']);
    expect(formatDecimal(bench.venue.available('USDT'))).toBe('10000');
    expect(bench.venue.isIdle).toBe(true);
    bench.play({ openTimeMs: 0, open: 90, high: 90, low: 90, close: 90, volume: 1 });
    expect(bench.fills()).toEqual([]);
  });

  it('of an unknown or finished order reports nothing', () => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder());
    bench.at(100);
    const count = bench.events.length;
    bench.venue.cancel('a');
    bench.venue.cancel('nobody');
    expect(bench.events).toHaveLength(count);
  });
});
