/** Stops and targets that wait are all known, and of those that have ended the latest. */
import { describe, expect, it } from 'vitest';
import { START_MS } from '../../../../test/support/build.ts';
import { after } from '../testing/told-engine.ts';

const MINUTE = 60_000;

describe('a stop', () => {
  it('says when it was made and when it last changed', () => {
    const told = after('candle 100 buy, fill, timer 500');
    const stop = () => told.engine.view.lanes[0]?.orders.stop;
    expect(stop()).toMatchObject({ status: 'sent', createdMs: START_MS + MINUTE, updatedMs: START_MS + MINUTE });
    told.tell('armed');
    expect(stop()).toMatchObject({
      status: 'waiting',
      createdMs: START_MS + MINUTE,
      updatedMs: START_MS + MINUTE + 500,
    });
  });

  it('that waits is known however many have ended since, of those the latest 32 to 62', () => {
    const told = after('candle 100 buy, fill, armed', { lanes: ['BTC/USDT', 'BTC/USDT'] });
    const known = () => [...told.engine.view.orders.protective].map(({ clientOrderId }) => clientOrderId);
    const tradeOften = (count: number) => {
      for (let trip = 0; trip < count; trip += 1)
        told.tell('candle 100 - / buy, fill, armed lane 1, candle 100 - / sell, fill');
    };
    tradeOften(62);
    expect(known()).toHaveLength(63);
    tradeOften(1);
    expect(known()).toHaveLength(33);
    expect([known()[0], known()[1], known().at(-1)]).toEqual(['c0-1-s', 'c0-x-s', 'c0-1s-s']);
  });
});
