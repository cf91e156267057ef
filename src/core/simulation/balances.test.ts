import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../../domain/decimal.ts';
import { notionalOf } from '../../domain/units.ts';
import { Bench, aCandle, anOrder, levels } from './testing.ts';

/** One thing that happens to the venue; numbers are cents, thousandths of a coin, and basis points. */
const action = fc.record({
  kind: fc.constantFrom('market', 'market', 'limit', 'limit', 'limit', 'budget', 'cancel', 'arm'),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  timeInForce: fc.constantFrom('gtc' as const, 'gtc' as const, 'ioc' as const, 'fok' as const, 'postOnly' as const),
  quantity: fc.integer({ min: 1, max: 6000 }),
  offset: fc.integer({ min: -400, max: 400 }),
  move: fc.integer({ min: -300, max: 300 }),
  range: fc.nat(300),
  volume: fc.nat(20),
  isInside: fc.boolean(),
  id: fc.nat(20),
});

const setup = fc.record({
  feeAsset: fc.constantFrom('quote' as const, 'received' as const),
  makerFeeBps: fc.integer({ min: 0, max: 37 }),
  takerFeeBps: fc.integer({ min: 0, max: 61 }),
  slippageBps: fc.constantFrom(0, 3, 12.5),
  depthQuotePerBps: fc.constantFrom(0, 77),
  maxVolumeShare: fc.constantFrom(1, 0.1),
  latencyCandles: fc.constantFrom(0, 0, 2),
  latencyMs: fc.constantFrom(0, 20_000),
  fillsAtTouch: fc.boolean(),
  actions: fc.array(action, { minLength: 1, maxLength: 60 }),
});

type Setup = typeof setup extends fc.Arbitrary<infer T> ? T : never;
type Action = Setup['actions'][number];

function act(bench: Bench, step: Action, center: number): void {
  const { kind, timeInForce } = step;
  const side = kind === 'budget' ? 'buy' : step.side;
  const quantity = String(step.quantity / 1000);
  // The id tells the side, so that a fill can be signed by its id alone; ids repeat, as the venue allows.
  const clientOrderId = `${side}-${step.id}`;
  if (kind === 'cancel') bench.venue.cancel(clientOrderId);
  else if (kind === 'arm') bench.venue.armExit(levels((center - 50) / 100, (center + 50) / 100, step.id));
  else if (kind === 'limit') {
    const price = String((center + step.offset) / 100);
    bench.venue.submit(anOrder({ clientOrderId, side, timeInForce, quantity, price }));
  } else if (kind === 'budget')
    bench.venue.submit(anOrder({ clientOrderId, quantity, budget: String(step.quantity / 10) }));
  else bench.venue.submit(anOrder({ clientOrderId, side, quantity }));
}

function run(drawn: Setup): Bench {
  const { actions, feeAsset, makerFeeBps, takerFeeBps, ...settings } = drawn;
  const makerFeeRate = decimal(String(makerFeeBps / 10_000));
  const takerFeeRate = decimal(String(takerFeeBps / 10_000));
  const bench = new Bench({
    instrument: { feeAsset, makerFeeRate, takerFeeRate },
    balances: { USDT: '1000', BTC: '5' },
    settings,
    intervalMs: 60_000,
  }).at(100);
  let center = 10_000;
  let count = 0;
  bench.react = (event) => {
    if (event.type !== 'quoteSeen') return;
    bench.venue.submit(anOrder({ clientOrderId: `sell-x${(count += 1)}`, side: 'sell' }));
  };
  for (const step of actions) {
    if (!step.isInside) act(bench, step, center);
    const open = center;
    center += step.move;
    const high = Math.max(open, center) + step.range;
    const low = Math.min(open, center) - step.range;
    const candle = aCandle([open / 100, high / 100, low / 100, center / 100], step.volume);
    bench.venue.openCandle(0, candle);
    bench.drain();
    if (step.isInside) act(bench, step, center);
    while (bench.venue.stepCandle(0, candle)) {
      bench.drain();
      expectSolvent(bench);
    }
    bench.venue.closeCandle(0, candle);
    expectSolvent(bench);
  }
  return bench;
}

function expectSolvent({ venue }: Bench): void {
  for (const asset of ['USDT', 'BTC']) {
    expect(venue.available(asset)).toBeGreaterThanOrEqual(0n);
    expect(venue.balance(asset)).toBeGreaterThanOrEqual(venue.available(asset));
  }
}

describe('the balances of the venue, over random order flows', () => {
  it('are the sum of fills minus fees, to the last digit, and never negative', () => {
    let fills = 0;
    fc.assert(
      fc.property(setup, (drawn) => {
        const bench = run(drawn);
        const held: Record<string, bigint> = { USDT: decimal('1000'), BTC: decimal('5') };
        const add = (asset: string, amount: bigint): void => {
          held[asset] = (held[asset] ?? 0n) + amount;
        };
        const tradeIds = new Set<string>();
        for (const event of bench.events) {
          if (event.type !== 'orderFilled') continue;
          const isBuy = event.clientOrderId.startsWith('buy');
          const value = notionalOf(event.price, event.quantity, 'down');
          const sign = isBuy ? 1n : -1n;
          add('BTC', sign * event.quantity);
          add('USDT', -sign * value);
          add(event.feeAsset, -event.fee);
          expect(event.price % decimal('0.01')).toBe(0n);
          expect(event.quantity % decimal('0.001')).toBe(0n);
          expect(tradeIds.has(event.tradeId)).toBe(false);
          tradeIds.add(event.tradeId);
        }
        fills += tradeIds.size;
        expect({ USDT: bench.venue.balance('USDT'), BTC: bench.venue.balance('BTC') }).toEqual(held);
      }),
      { numRuns: 400 },
    );
    expect(fills).toBeGreaterThan(1000);
  });

  it('have nothing locked once no order works', () => {
    fc.assert(
      fc.property(setup, (drawn) => {
        const bench = run(drawn);
        const { venue } = bench;
        bench.react = () => {};
        for (const order of venue.openOrders()) venue.cancel(order.request.clientOrderId);
        venue.disarmExit(0);
        for (let candle = 0; candle <= drawn.latencyCandles; candle += 1) bench.play(aCandle([100, 100, 100, 100], 0));
        expect(venue.openOrders()).toEqual([]);
        expect(venue.isIdle).toBe(true);
        for (const asset of ['USDT', 'BTC']) expect(venue.available(asset)).toBe(venue.balance(asset));
      }),
      { numRuns: 300 },
    );
  });

  it('change in the same way when the same things happen again', () => {
    fc.assert(
      fc.property(setup, (drawn) => {
        expect(run(drawn).events).toEqual(run(drawn).events);
      }),
      { numRuns: 50 },
    );
  });
});
