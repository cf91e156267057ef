import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LotQueue } from './lots.ts';

describe('a queue of lots', () => {
  it('gives the oldest first and divides the last one it needs', () => {
    const queue = new LotQueue();
    queue.push(10n, 100n, 1n);
    queue.push(10n, 300n, 3n);
    queue.take(15n);
    expect(queue.taken).toEqual({ quantity: 15n, cost: 250n, fee: 2n });
    expect(queue.list()).toEqual([{ quantity: 5n, cost: 150n, fee: 2n }]);
    expect([queue.quantity, queue.cost, queue.fee]).toEqual([5n, 150n, 2n]);
  });

  it('keeps what a division rounds away', () => {
    const queue = new LotQueue();
    queue.push(3n, 10n, 1n);
    queue.take(1n);
    expect(queue.taken).toEqual({ quantity: 1n, cost: 3n, fee: 0n });
    queue.take(2n);
    expect(queue.taken).toEqual({ quantity: 2n, cost: 7n, fee: 1n });
  });

  it('gives lots of a name first, the oldest of them before the others, and then the oldest of all', () => {
    const queue = new LotQueue();
    for (const [name, cost] of [
      ['a', 1n],
      ['b', 10n],
      [undefined, 100n],
      ['b', 1000n],
    ] as const) {
      queue.push(2n, 2n * cost, 0n, name);
    }
    expect(queue.quantityOf('b')).toBe(4n);
    queue.take(3n, 'b');
    expect(queue.taken).toEqual({ quantity: 3n, cost: 1020n, fee: 0n });
    expect(queue.list().map(({ name, quantity }) => `${name} ${quantity}`)).toEqual(['a 2', 'undefined 2', 'b 1']);
    queue.take(2n, 'b');
    expect(queue.taken.cost).toBe(1001n);
    queue.take(1n, 'nobody');
    expect(queue.taken.cost).toBe(1n);
    expect([queue.quantity, queue.cost]).toEqual([2n, 200n]);
  });

  it('gives the oldest of all to who names none, whatever it is called', () => {
    const queue = new LotQueue();
    queue.push(2n, 20n, 0n, 'a');
    queue.push(2n, 200n, 0n);
    queue.take(3n);
    expect(queue.taken).toEqual({ quantity: 3n, cost: 120n, fee: 0n });
    expect(queue.list()).toEqual([{ quantity: 1n, cost: 100n, fee: 0n, name: undefined }]);
  });

  it('lists nothing of a lot that was given whole', () => {
    const queue = new LotQueue();
    for (const name of ['a', 'b', 'c']) queue.push(2n, 20n, 4n, name);
    queue.take(2n, 'b');
    expect(queue.list().map(({ name }) => name)).toEqual(['a', 'c']);
    queue.take(2n);
    expect(queue.list().map(({ name }) => name)).toEqual(['c']);
    queue.take(2n);
    expect(queue.list()).toEqual([]);
    expect(queue.quantityOf('c')).toBe(0n);
  });

  it('gives a lot that has no coins left with its name, and with the last coin', () => {
    const queue = new LotQueue();
    queue.push(2n, 20n, 4n, 'a');
    queue.push(0n, 0n, 3n, 'b');
    queue.push(2n, 60n, 0n, 'b');
    queue.push(0n, 0n, 5n, 'b');
    queue.push(0n, 0n, 9n);
    queue.take(1n, 'b');
    expect(queue.taken).toEqual({ quantity: 1n, cost: 30n, fee: 8n });
    queue.take(2n);
    expect(queue.taken).toEqual({ quantity: 2n, cost: 20n, fee: 4n });
    queue.take(1n);
    expect(queue.taken).toEqual({ quantity: 1n, cost: 30n, fee: 9n });
    expect([queue.list(), queue.fee]).toEqual([[], 0n]);
  });

  it('gives nothing to who asks for nothing', () => {
    const queue = new LotQueue();
    queue.push(0n, 0n, 5n, 'a');
    queue.take(0n, 'a');
    expect([queue.taken.fee, queue.fee]).toEqual([0n, 5n]);
  });

  it('must hold what is taken', () => {
    const queue = new LotQueue();
    queue.push(1n, 5n, 0n);
    expect(() => queue.take(2n)).toThrow('a lane must own what it gives');
  });

  it('equals a plain list, however long it grows and shrinks', () => {
    const step = fc.tuple(fc.constantFrom('push', 'push', 'take'), fc.bigInt({ min: 1n, max: 50n }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 100, maxLength: 400 }), (steps) => {
        const queue = new LotQueue();
        let plain: bigint[] = [];
        let next = 0n;
        for (const [kind, size] of steps) {
          next += 1n;
          if (kind === 'take') {
            // One unit of the plain list per coin, holding what it cost.
            const count = size < queue.quantity ? size : queue.quantity;
            queue.take(count);
            const given = plain.slice(0, Number(count)).reduce((sum, cost) => sum + cost, 0n);
            plain = plain.slice(Number(count));
            expect(queue.taken.cost).toBe(given);
          } else {
            queue.push(size, size * next, 0n);
            plain = [...plain, ...Array.from({ length: Number(size) }, () => next)];
          }
          expect(queue.quantity).toBe(BigInt(plain.length));
        }
        expect(queue.cost).toBe(plain.reduce((sum, cost) => sum + cost, 0n));
        expect(
          queue.list().flatMap((lot) => Array.from({ length: Number(lot.quantity) }, () => lot.cost / lot.quantity)),
        ).toEqual(plain);
      }),
    );
  });
});
