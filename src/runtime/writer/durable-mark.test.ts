import { describe, expect, it } from 'vitest';
import { DurableMark } from './durable-mark.ts';

/** A mark on a journal whose answers the test gives, in the order in which they were asked for. */
function aMark(answer?: () => number) {
  const asked: PromiseWithResolvers<number>[] = [];
  const reached: number[] = [];
  const state = { head: 1, frees: 0 };
  const mark = new DurableMark({
    head: () => state.head,
    flush: () => {
      if (answer) return answer();
      const waiting = Promise.withResolvers<number>();
      asked.push(waiting);
      return waiting.promise;
    },
    onDurable: (sequence) => void reached.push(sequence),
    onFree: () => void (state.frees += 1),
  });
  return { mark, asked, reached, state };
}

describe('DurableMark', () => {
  it('is there in the call when the journal answers at once', async () => {
    const { mark, reached, state } = aMark(() => state.head);
    mark.flush();
    state.head = 5;
    mark.flush();
    expect([reached, mark.isWaiting, mark.flushes]).toEqual([[1, 5], false, 2]);
    await mark.settled();
  });

  it('asks for nothing that was not wanted, and settles with the flush that is under way', async () => {
    const { mark, asked, state } = aMark();
    mark.flush();
    const first = mark.settled();
    asked[0]?.resolve(1);
    await first;
    expect([asked.length, state.frees]).toEqual([1, 1]);
    mark.flush();
    let settled = 0;
    const second = mark.settled().then(() => (settled += 1));
    await Promise.resolve();
    await Promise.resolve();
    expect(settled).toBe(0);
    asked[1]?.resolve(1);
    await second;
    expect([asked.length, state.frees]).toEqual([2, 2]);
  });

  it('says that it is free after a failure too, though nobody waits for it', async () => {
    const { mark, asked, state } = aMark();
    mark.flush();
    asked[0]?.reject(new Error('no space'));
    await new Promise((resolve) => setImmediate(resolve));
    expect([mark.isWaiting, state.frees]).toEqual([false, 1]);
    expect(() => mark.check()).toThrow('no space');
  });

  it('has one flush under way: what is wanted meanwhile shares the next one', async () => {
    const { mark, asked, reached, state } = aMark();
    mark.flush();
    for (const head of [2, 3, 4]) {
      state.head = head;
      mark.flush();
    }
    expect(asked).toHaveLength(1);
    const settled = mark.settled();
    asked[0]?.resolve(1);
    await asked[0]?.promise;
    await Promise.resolve();
    expect([reached, asked.length, mark.isWaiting, state.frees]).toEqual([[1], 2, true, 0]);
    asked[1]?.resolve(4);
    await settled;
    expect([reached, mark.isWaiting, state.frees]).toEqual([[1, 4], false, 1]);
  });

  it.each(['at once', 'later'])('lets nothing go on after a failure (%s)', async (form) => {
    const { mark, asked, reached } = aMark(
      form === 'later'
        ? undefined
        : () => {
            throw new Error('no space');
          },
    );
    if (form === 'later') {
      mark.flush();
      const settled = mark.settled();
      asked[0]?.reject(new Error('no space'));
      await expect(settled).rejects.toThrow('no space');
    } else expect(() => mark.flush()).toThrow('no space');
    expect(() => mark.check()).toThrow('no space');
    expect(() => mark.flush()).toThrow('no space');
    await expect(mark.settled()).rejects.toThrow('no space');
    expect([reached, mark.isWaiting]).toEqual([[], false]);
  });

  it('takes a journal that reaches less than it was given for what it is: a defect', () => {
    const { mark, state } = aMark(() => state.head - 1);
    expect(() => mark.flush()).toThrow(/a flush must reach entry 1, value was 0/);
  });

  it('fails when what leaves on its answer fails', async () => {
    const asked = Promise.withResolvers<number>();
    const mark = new DurableMark({
      head: () => 1,
      flush: () => asked.promise,
      onDurable: () => {
        throw new Error('the venue is broken');
      },
      onFree: () => undefined,
    });
    mark.flush();
    const settled = mark.settled();
    asked.resolve(1);
    await expect(settled).rejects.toThrow('the venue is broken');
  });
});
