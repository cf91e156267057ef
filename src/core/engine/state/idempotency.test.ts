import { describe, expect, it } from 'vitest';
import { decimal } from '../../../domain/decimal.ts';
import { quantity } from '../../../domain/units.ts';
import { BTC, ETH, after, toldEngine } from '../testing/told-engine.ts';
import { IdempotencyKeys } from './idempotency.ts';

/**
 * A decision is named after the minute of its candle and its lane. Candles of ten seconds give one minute several
 * wishes of one name, which is what a strategy that asks twice would look like.
 */
const often = { intervalMs: 10_000, idempotency: { bucketMs: 60_000, ttlMs: 3_600_000 } };

describe('the same wish within one bucket of time', () => {
  it('is denied, and named with the order it already led to', () => {
    const told = after('candle 100 buy, reject', often);
    expect(told.hear('candle 100 buy')).toEqual(['denied duplicateOrder', 'decided buy, order -']);
    const id = told.explain().id;
    expect(told.explain().explain.blocks).toEqual([
      {
        rule: 'idempotency',
        code: 'duplicateOrder',
        message: `the same order was already placed as c0-0 (key BTC/USDT:buy:10:${Date.UTC(2024, 0, 1) / 60_000}:${id})`,
        value: 'c0-0',
      },
    ]);
  });

  it.each([
    ['of another quantity', 'candle 100 buy size 900', often],
    ['of another minute', 'candle 100, candle 100, candle 100, candle 100, candle 100, candle 100 buy', often],
    ['of another bucket', 'candle 100 buy', { ...often, idempotency: { bucketMs: 20_000, ttlMs: 3_600_000 } }],
    ['after the key has expired', 'candle 100 buy', { ...often, idempotency: { bucketMs: 60_000, ttlMs: 10_000 } }],
    ['of another lane', 'candle 100 - / buy', { ...often, lanes: ['BTC/USDT', 'BTC/USDT'] }],
  ])('%s is another', (_what, step, options) => {
    expect(after('candle 100 buy, reject', options).denials(step)).toEqual([]);
  });

  it.each([
    ['one millisecond before the key expires', 10_001],
    ['long before', 3_600_000],
  ])('is denied %s', (_when, ttlMs) => {
    const told = after('candle 100 buy, reject', { ...often, idempotency: { bucketMs: 60_000, ttlMs } });
    expect(told.denials('candle 100 buy')).toEqual(['duplicateOrder']);
  });

  it.each(['reject', 'canceled', 'expired', 'unknown, reject'])('is denied although the first was %s', (answer) => {
    expect(after(`candle 100 buy, ${answer}`, often).denials('candle 100 buy')).toEqual(['duplicateOrder']);
  });

  it('is denied after a position came and went', () => {
    const told = after('candle 100 buy, fill, armed, candle 100 sell, fill', often);
    expect(told.denials('candle 100 buy')).toEqual(['duplicateOrder']);
  });

  it('is free again when the first is proven never to have existed', () => {
    const told = after('candle 100 buy, unknown, operator halted, absent, operator active', often);
    expect(told.submitted.size).toBe(1);
    expect(told.tell('candle 100 buy')).toEqual(['submit buy 10 entry']);
  });

  it('that was made again is known by the order that was made last', () => {
    const told = after('candle 100 buy, unknown, absent, reject', often);
    expect(told.denials('candle 100 buy')).toEqual(['duplicateOrder']);
    expect(told.explain().explain.blocks[0]?.value).toBe('c0-1');
  });

  it('does not hold exits back', () => {
    const told = after('candle 100 buy, fill, armed, candle 100 sell, reject', often);
    expect(told.tell('candle 100 sell')).toEqual(['submit sell 10 signalExit: test exit']);
  });
});

describe('keys', () => {
  it('are told apart among thousands that have expired', () => {
    const told = toldEngine({ ...often, idempotency: { bucketMs: 60_000, ttlMs: 30_000 } });
    for (let count = 0; count < 2202; count += 1) told.tell(`candle 100 buy size ${900 + (count % 6)}, reject`);
    expect(told.submitted.size).toBe(2202);
    told.tell('candle 100 buy, reject');
    expect(told.denials('candle 100 buy')).toEqual(['duplicateOrder']);
    expect(told.explain().explain.blocks[0]?.value).toBe([...told.submitted.keys()].at(-1));
  });

  const FIVE_SECONDS = { intervalMs: 5000, idempotency: { bucketMs: 3_600_000, ttlMs: 20_000 } };

  it('are remembered beside younger ones', () => {
    const told = after('candle 100 buy size 900, reject, candle 100 buy size 800, reject', often);
    expect(told.denials('candle 100 buy size 900')).toEqual(['duplicateOrder']);
    expect(told.explain().explain.blocks[0]?.value).toBe('c0-0');
  });

  it('expire one by one', () => {
    // At 5, 15 and 25 seconds: the first one expires with the third.
    const told = after(
      'candle 100 buy size 900, reject, candle 100, candle 100 buy size 800, reject, candle 100, candle 100 buy size 700, reject',
      FIVE_SECONDS,
    );
    expect(told.denials('candle 100 buy size 800')).toEqual(['duplicateOrder']);
    expect(told.explain().explain.blocks[0]?.value).toBe('c0-1');
    expect(told.denials('candle 100 buy size 800')).toEqual([]);
  });

  it('are remembered of others when an order is made again whose key has expired', () => {
    const told = after('candle 100 buy, candle 50 ETH, unknown', {
      ...FIVE_SECONDS,
      lanes: ['BTC/USDT', 'ETH/USDT'],
      instruments: [BTC, ETH],
    });
    told.tell('candle 100, candle 50 ETH, candle 100, candle 50 ETH, candle 100, candle 50 ETH');
    told.tell('candle 100, candle 50 ETH buy, reject of c0-1');
    expect(told.tell('absent of c0-0')).toEqual(['submit buy 10 entry']);
    expect(told.denials('candle 100, candle 50 ETH buy')).toEqual(['duplicateOrder']);
    expect(told.explain(1).explain.blocks[0]?.value).toBe('c0-1');
  });

  it('are free again each by its own order', () => {
    const told = after('candle 100 buy size 900, reject, candle 100 buy size 800, unknown', often);
    told.tell('operator halted, absent, operator active');
    expect(told.denials('candle 100 buy size 900')).toEqual(['duplicateOrder']);
    expect(told.denials('candle 100 buy size 800')).toEqual([]);
  });

  it.each([
    ['symbol', { symbol: 'ETH/USDT' }],
    ['side', { side: 'sell' }],
    ['quantity', { quantity: decimal('2') }],
    ['bucket', { bucket: 8 }],
    ['decision', { decisionId: 'decided2' }],
  ])('of another %s are others', (_what, other) => {
    const key = { symbol: 'BTC/USDT', side: 'buy', quantity: decimal('1'), bucket: 7, decisionId: 'decided1' };
    const keys = new IdempotencyKeys(1000);
    keys.remember(key, 'c0-0', 0);
    expect([keys.find(key, 999), keys.find({ ...key, ...other }, 999)]).toEqual(['c0-0', undefined]);
  });
});

it('changes of keys are kept for whoever asks for them, and for nobody else', () => {
  const [asked, unasked] = [new IdempotencyKeys(1000), new IdempotencyKeys(1000)];
  asked.keepLatest();
  const key = { symbol: 'BTC/USDT', side: 'buy', quantity: quantity('1'), bucket: 1, decisionId: 'd' } as const;
  for (const keys of [asked, unasked]) {
    keys.remember(key, 'c0-0', 0);
    keys.forget('c0-0');
  }
  expect([asked.latest.length, unasked.latest.length]).toEqual([2, 0]);
});
