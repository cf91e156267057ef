import { describe, expect, it } from 'vitest';
import { type BusPolicy, EventBus } from './event-bus.ts';

interface Messages {
  tick: number;
  alarm: string;
}

const ROOMY: BusPolicy = { strategy: 'dropOldest', capacity: 100 };

/** Delivery waits until `turn` is called, as it would for the next turn of the event loop. */
function aBus(policy: BusPolicy = ROOMY, maxDeadLetters = 10) {
  const deferred: (() => void)[] = [];
  const bus = new EventBus<Messages>({
    policies: { tick: policy, alarm: ROOMY },
    maxDeadLetters,
    defer: (deliver) => deferred.push(deliver),
  });
  return { bus, deferred };
}

function collecting(bus: EventBus<Messages>): number[] {
  const heard: number[] = [];
  bus.subscribe('tick', (tick) => void heard.push(tick));
  return heard;
}

describe('EventBus', () => {
  it.each([
    { strategy: 'keepLatest', capacity: 3, accepted: [1, 1, 1, 1, 1], heard: [4, 5], dropped: 3 },
    { strategy: 'keepLatest', capacity: 1, accepted: [1, 1, 1, 1, 1], heard: [5], dropped: 4 },
    { strategy: 'dropOldest', capacity: 3, accepted: [1, 1, 1, 1, 1], heard: [3, 4, 5], dropped: 2 },
    { strategy: 'block', capacity: 3, accepted: [1, 1, 1, 0, 0], heard: [1, 2, 3], dropped: 0 },
  ] as const)('$strategy of $capacity: of five messages $heard arrive', async (row) => {
    const { bus } = aBus({ strategy: row.strategy, capacity: row.capacity });
    const heard = collecting(bus);
    expect([1, 2, 3, 4, 5].map((tick) => Number(bus.publish('tick', tick)))).toEqual(row.accepted);
    await bus.deliver();
    expect(heard).toEqual(row.heard);
    const enqueued = row.accepted.filter(Boolean).length;
    expect(bus.counts('tick')).toEqual({
      enqueued,
      delivered: row.heard.length,
      dropped: row.dropped,
      deadLettered: 0,
    });
  });

  it('takes messages again once a blocked channel was delivered', async () => {
    const { bus } = aBus({ strategy: 'block', capacity: 1 });
    const heard = collecting(bus);
    bus.publish('tick', 1);
    expect(bus.publish('tick', 2)).toBe(false);
    await bus.deliver();
    expect(bus.publish('tick', 3)).toBe(true);
    await bus.deliver();
    expect(heard).toEqual([1, 3]);
  });

  it('never runs a handler inside publish, and plans one delivery for many messages', async () => {
    const { bus, deferred } = aBus();
    const heard = collecting(bus);
    for (const tick of [1, 2, 3]) bus.publish('tick', tick);
    expect(heard).toEqual([]);
    expect(deferred).toHaveLength(1);
    await bus.deliver();
    expect(heard).toEqual([1, 2, 3]);
  });

  it('does not make the publisher wait for a handler that never finishes', async () => {
    const { bus, deferred } = aBus({ strategy: 'dropOldest', capacity: 2 });
    bus.subscribe('tick', () => new Promise<void>(() => undefined));
    bus.publish('tick', 1);
    deferred.shift()?.();
    for (const tick of [2, 3, 4, 5]) expect(bus.publish('tick', tick)).toBe(true);
    // A second delivery finds the first one at work and leaves the queue to it.
    await bus.deliver();
    expect(bus.counts('tick')).toMatchObject({ enqueued: 5, delivered: 0, dropped: 2 });
  });

  it('keeps the order within a type, slow and quick messages alike', async () => {
    const { bus } = aBus();
    const heard: string[] = [];
    bus.subscribe('tick', async (tick) => {
      for (let turn = 5 - tick; turn > 0; turn -= 1) await Promise.resolve();
      heard.push(`first ${tick}`);
    });
    bus.subscribe('tick', (tick) => void heard.push(`second ${tick}`));
    for (const tick of [1, 2]) bus.publish('tick', tick);
    await bus.deliver();
    expect(heard).toEqual(['first 1', 'second 1', 'first 2', 'second 2']);
  });

  it('delivers what handlers publish in a later turn', async () => {
    const { bus, deferred } = aBus();
    const heard = collecting(bus);
    bus.subscribe('tick', (tick) => {
      if (tick < 3) bus.publish('tick', tick + 1);
    });
    bus.publish('tick', 1);
    await bus.deliver();
    expect(heard).toEqual([1]);
    expect(deferred.length).toBeGreaterThan(1);
    await bus.deliver();
    await bus.deliver();
    expect(heard).toEqual([1, 2, 3]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no such chat');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no such chat'))],
  ])('a handler that %s costs its own message only', async (_how, fail) => {
    const { bus } = aBus();
    bus.subscribe('tick', (tick) => (tick === 2 ? fail() : undefined));
    const heard = collecting(bus);
    for (const tick of [1, 2, 3]) bus.publish('tick', tick);
    await bus.deliver();
    expect(heard).toEqual([1, 2, 3]);
    expect(bus.deadLetters).toEqual([{ type: 'tick', message: 2, cause: 'no such chat' }]);
    expect(bus.counts('tick')).toMatchObject({ delivered: 5, deadLettered: 1 });
  });

  it.each([
    [2, [4, 5]],
    [0, []],
  ])('keeps the newest %i dead letters and counts all', async (maxDeadLetters, kept) => {
    const { bus } = aBus(ROOMY, maxDeadLetters);
    bus.subscribe('tick', () => Promise.reject(new Error('broken')));
    for (const tick of [1, 2, 3, 4, 5]) bus.publish('tick', tick);
    await bus.deliver();
    expect(bus.deadLetters.map((letter) => letter.message)).toEqual(kept);
    expect(bus.counts('tick').deadLettered).toBe(5);
  });

  it('names the types it knows when asked for another', () => {
    const { bus } = aBus();
    expect(() => bus.counts('tock' as 'tick')).toThrow(/no type tock; known are tick, alarm/);
  });
});
