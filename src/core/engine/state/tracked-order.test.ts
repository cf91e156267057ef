import { describe, expect, it } from 'vitest';
import { decimal } from '../../../domain/decimal.ts';
import { START_MS } from '../../../../test/support/build.ts';
import { after } from '../testing/told-engine.ts';
import { TrackedOrder } from './tracked-order.ts';

const MINUTE = 60_000;
const orderAfter = (steps: string, id = 'c0-0') => after(steps, { maxEntries: 9 }).engine.view.orders.find(id);

describe('what is known of an order', () => {
  it('is nothing of the venue before it answers', () => {
    expect(orderAfter('candle 100 buy')).toMatchObject({
      status: 'submitted',
      venueOrderId: undefined,
      lastReason: '',
      filledQuantity: 0n,
      filledNotional: 0n,
      fillCount: 0,
      createdMs: START_MS + MINUTE,
      updatedMs: START_MS + MINUTE,
      sentAfterMs: START_MS + MINUTE,
      isCancelRequested: false,
      cancelSentAfterMs: Number.NaN,
    });
  });

  it('is the name that the venue gave it, and when it last changed', () => {
    const order = orderAfter('candle 100 buy, timer 700, accept, timer 500');
    expect(order).toMatchObject({ venueOrderId: 'v', status: 'open', updatedMs: START_MS + MINUTE + 700 });
  });

  it('is what its fills were worth together, and how many they were', () => {
    expect(orderAfter('candle 100 buy, fill 4 @ 99, fill 3 @ 98 fee 2')).toMatchObject({
      status: 'partiallyFilled',
      filledQuantity: decimal('7'),
      filledNotional: decimal('690'),
      fillCount: 2,
    });
  });

  it('is which trades have filled it, also after it was saved', () => {
    const order = orderAfter('candle 100 buy, fill 4 id t1, fill 3 id t2, fill 1 id t3') as TrackedOrder;
    const once = orderAfter('candle 100 buy, fill 4 id t1') as TrackedOrder;
    for (const one of [order, TrackedOrder.restored(order.save())]) {
      expect(['t1', 't2', 't3', 't4'].map((id) => one.hasTrade(id))).toEqual([true, true, true, false]);
    }
    for (const one of [once, TrackedOrder.restored(once.save())]) {
      expect(['t1', 't2'].map((id) => one.hasTrade(id))).toEqual([true, false]);
    }
  });

  it.each([
    ['the cause of an unknown outcome', 'unknown', 'timeout'],
    ['the same when the venue has it after all and gives no reason', 'unknown, accept', 'timeout'],
    ['the latest that was given', 'unknown, expired', 'ioc'],
    ['code and message of a rejection', 'reject', 'no: not today'],
  ])('is as its reason %s', (_what, answers, reason) => {
    expect(orderAfter(`candle 100 buy, ${answers}`)?.lastReason).toBe(reason);
  });

  it('is after which candle its first cancel was sent, however often it is asked for', () => {
    const order = orderAfter(
      'candle 100 buy limit 90, accept, candle 100, operator cancel c0-0 key a, candle 100, operator cancel c0-0 key b',
    );
    expect(order).toMatchObject({ isCancelRequested: true, cancelSentAfterMs: START_MS + 2 * MINUTE });
  });
});

describe('the age of an order', () => {
  it('counts from the first time that the venue said it has it', () => {
    const told = after('candle 100 buy limit 90, timer 5000, accept, timer 3600000, accept');
    expect(told.tell('timer 0')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['cancel c0-0']);
  });
});

describe('looks at an unknown order', () => {
  it('are as frequent after a restart as they were at first', () => {
    const told = after('candle 100 buy, unknown, timer 500, timer 1000, timer 2000');
    expect(told.tell('timer 500')).toEqual([]);
    expect(told.tell('resume')).toContain('look up c0-0');
    expect(told.tell('timer 499')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['look up c0-0']);
    expect(told.tell('timer 500')).toEqual([]);
    expect(told.tell('timer 500')).toEqual(['look up c0-0']);
  });
});

describe('entries of a position', () => {
  it('are orders that filled, not fills', () => {
    const told = after('candle 100 buy, fill 4, fill 6, armed, candle 100 buy, fill 1, fill 2, armed', {
      maxEntries: 2,
    });
    expect(told.engine.view.lanes[0]?.position?.entries).toBe(2);
    expect(told.denials('fill, armed, candle 100 buy')).toEqual(['maxEntries']);
  });
});
