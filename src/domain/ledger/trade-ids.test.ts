import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../test/support/synthetic-candles.ts';
import { TradeIds } from './trade-ids.ts';

function after(count: number): TradeIds {
  const ids = new TradeIds();
  for (let at = 0; at < count; at += 1) ids.add(`t${at}`);
  return ids;
}

describe('ids of booked trades', () => {
  it.each([1, 2047, 2048, 2049, 5000])('are known once they are there, the latest 2048 at least: after %i', (count) => {
    const ids = after(count);
    for (let at = Math.max(0, count - 2048); at < count; at += 1) {
      expect([ids.has(`t${at}`), ids.add(`t${at}`)]).toEqual([true, false]);
    }
    expect([ids.has(`t${count}`), ids.add(`t${count}`)]).toEqual([false, true]);
  });

  it('are let go in the order in which they came, so that their number is bounded', () => {
    expect(after(4095).list()).toHaveLength(4095);
    expect(after(4096).list()).toEqual(Array.from({ length: 2048 }, (_, at) => `t${at + 2048}`));
    expect(after(100_000).list().length).toBeLessThan(4096);
  });

  it('are booked once, whatever was asked for before', () => {
    const ids = new TradeIds();
    expect([ids.has('a'), ids.add('b'), ids.has('a'), ids.add('a'), ids.add('a'), ids.add('b')]).toEqual([
      false,
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(ids.list()).toEqual(['b', 'a']);
  });

  it('are known after a save was read, whatever was asked for before', () => {
    const ids = new TradeIds();
    expect(ids.has('t1')).toBe(false);
    ids.restore(after(2).save());
    expect(ids.add('t1')).toBe(false);
  });

  it('are told apart where their marks are the same', () => {
    const ids = new TradeIds();
    const random = seededRandom(7);
    const known = new Set<string>();
    for (let turn = 0; turn < 1500; turn += 1) {
      const id = `${Math.floor(random() * 1e9)}.${turn % 3}`;
      expect(ids.has(id)).toBe(known.has(id));
      expect(ids.add(id)).toBe(!known.has(id));
      known.add(id);
      const other = `${Math.floor(random() * 3000)}`;
      expect(ids.has(other)).toBe(known.has(other));
    }
  });

  it('are the same after they were saved', () => {
    const ids = after(5000);
    const again = new TradeIds();
    again.restore(ids.save());
    expect(again.list()).toEqual(ids.list());
    expect(again.has('t2100')).toBe(true);
  });
});
