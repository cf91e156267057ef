/** Tables of a run that hold more, or other things, than an engine leaves at once. */
import { describe, expect, it } from 'vitest';
import { decimal } from '../../../domain/decimal.ts';
import type { OrderRequest } from '../../../domain/orders/order.ts';
import { price, quantity } from '../../../domain/units.ts';
import type { Engine } from '../index.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import { type Trip, held, tablesOf, takenOver } from '../testing/adopting.ts';
import { BTC, ETH, after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, accept, fill, armed';
const TWO_MARKETS = { lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] };

describe('a run that is taken over from its tables', () => {
  it('knows the latest orders that have ended, and every one at work', () => {
    const told = after('candle 50 ETH rest a:buy:49:3, accept', TWO_MARKETS);
    const trips: Trip[] = [];
    for (let trip = 0; trip < 40; trip += 1) {
      told.tell('candle 100 buy, accept, fill, candle 100 sell, accept, fill');
      trips.push({ lane: 0, exitTimeMs: told.nowMs });
    }
    const known = ({ view }: Engine) => [...told.submitted.keys()].filter((id) => view.orders.find(id) !== undefined);
    const other = takenOver(told, tablesOf(told, trips));
    expect(known(other)).toEqual([...told.submitted.keys()].filter((_, at) => at === 0 || at > 80 - 64));
    expect(other.view.orders.working.map(({ request }) => request.level)).toEqual(['a']);
  });

  it.each([
    ['an order without a price and a budget', { budget: undefined }, 0n],
    // 6 of 10 are left: 570.0000000006, and 0.1 % of it.
    [
      'an order at a limit',
      { budget: undefined, price: price('95.0000000001'), quantity: quantity('10') },
      570_570_000_000_600_600_000n,
    ],
    [
      'an order of which a hair is left',
      { budget: undefined, price: price('0.0000000001'), quantity: quantity('4.0000000001') },
      2n,
    ],
  ])('sets aside what %s may still spend', (_, changed, reserved) => {
    const told = after('candle 100 buy, accept, fill 4 @ 99', {
      instruments: [{ ...BTC, takerFeeRate: decimal('0.001') }],
    });
    const tables = tablesOf(told, []);
    const orders = new Map(
      [...tables.orders].map(([id, order]) => {
        const request = { ...order.request, ...changed } as unknown as OrderRequest;
        return [id, { ...order, request }];
      }),
    );
    const other = takenOver(told, { ...tables, orders });
    expect((other.view.orders.working[0] as TrackedOrder).reserved).toBe(reserved);
  });

  it('passes over a fill of an order, and a round trip of a lane, that it does not know', () => {
    const told = after(HELD, TWO_MARKETS);
    const fill = {
      clientOrderId: 'x-1',
      quantity: quantity('1'),
      price: price('5'),
      fee: 0n,
      feeAsset: 'USDT',
    } as const;
    told.apply({ type: 'orderFilled', tradeId: 'x', liquidity: 'taker', ...fill });
    const tables = tablesOf(told, [{ lane: 1, exitTimeMs: told.nowMs }]);
    const foreign = { ...fill, tradeId: 'x', instrument: 0, lane: 0, side: 'buy' } as const;
    const other = takenOver(told, { ...tables, fills: new Map([...tables.fills, ['x-1', [foreign]]]) });
    expect(held(other.view, told)).toEqual(held(told.engine.view, told));
  });

  it('gives no stop to a lane that holds nothing', () => {
    const told = after(HELD);
    const { protective } = tablesOf(told, []);
    told.tell('candle 101 sell, accept, fill');
    const other = takenOver(told, { ...tablesOf(told, [{ lane: 0, exitTimeMs: told.nowMs }]), protective });
    expect([...other.view.orders.protective].map(({ status }) => status)).toEqual(['waiting']);
    expect(other.view.lanes[0]?.orders.stop).toBeUndefined();
  });

  it('is refused where the tables hold what no lane does', () => {
    const told = after(HELD);
    const tables = tablesOf(told, []);
    const positions = [
      ...tables.positions,
      { lane: 1, quantity: quantity('1'), stopPrice: 1, targetPrice: 2, updatedTimeMs: 0 },
    ];
    expect(() => takenOver(told, { ...tables, positions })).toThrow('positions of 1 lanes, found lane 1');
  });
});
