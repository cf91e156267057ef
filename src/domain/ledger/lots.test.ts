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
