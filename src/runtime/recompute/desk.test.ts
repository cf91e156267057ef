import { describe, expect, it } from 'vitest';
import { type Result, ok } from '../../domain/index.ts';
import { type Begun, RecomputeDesk } from './desk.ts';
import type { RecomputeRefusal } from './told.ts';

type Outcome = Result<string, RecomputeRefusal>;

/** Work that the test finishes, and whose end it lets come. */
function aDesk(mostWaiting = 2) {
  const works: { readonly task: string; finish(): void; letEnd(): void; isEnded: boolean }[] = [];
  const timers: { readonly next: () => void; readonly delayMs: number; isOff: boolean }[] = [];
  let atWork = 0;
  let most = 0;
  const begin = (task: string): Begun<Outcome> => {
    atWork += 1;
    most = Math.max(most, atWork);
    const answer = Promise.withResolvers<Outcome>();
    const end = Promise.withResolvers<void>();
    const work = {
      task,
      isEnded: false,
      finish: () => answer.resolve(ok(task)),
      letEnd: () => {
        atWork -= 1;
        end.resolve();
      },
    };
    works.push(work);
    return {
      answer: answer.promise,
      end: () => {
        work.isEnded = true;
        return end.promise;
      },
    };
  };
  const later = (next: () => void, delayMs: number) => {
    const timer = { next, delayMs, isOff: false };
    timers.push(timer);
    return () => void (timer.isOff = true);
  };
  const desk = new RecomputeDesk<string, string>({ begin, mostWaiting, later });
  return { desk, works, timers, most: () => most, begun: () => works.map(({ task }) => task) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const LIMIT = { deadlineMs: 1000 };

async function codeOf(outcome: Promise<Outcome>): Promise<string> {
  const settled = await outcome;
  return settled.ok ? settled.value : settled.error.code;
}

describe('a desk', () => {
  it('works on one thing at a time, in the order of asking, and on the next when nothing of the last one runs any more', async () => {
    const { desk, works, begun, most } = aDesk();
    const [a, b] = ['a', 'b'].map((task) => desk.ask(task, LIMIT)) as [Promise<Outcome>, Promise<Outcome>];
    expect(begun()).toEqual(['a']);
    works[0]?.finish();
    expect(await a).toEqual(ok('a'));
    await turn();
    expect([works[0]?.isEnded, begun()]).toEqual([true, ['a']]);
    works[0]?.letEnd();
    await turn();
    expect(begun()).toEqual(['a', 'b']);
    works[1]?.finish();
    expect([await b, most()]).toEqual([ok('b'), 1]);
  });

  it('lets a few wait, and tells the rest to come again', async () => {
    const { desk, begun } = aDesk(2);
    const asked = ['a', 'b', 'c', 'd', 'e'].map((task) => desk.ask(task, LIMIT));
    const refused = await Promise.all([asked[3], asked[4]]);
    for (const outcome of refused) {
      expect(outcome).toMatchObject({ ok: false, error: { code: 'busy', retryAfterSec: 5 } });
    }
    expect(begun()).toEqual(['a']);
  });

  it('ends what nobody waits for any more, at work or waiting, and makes room', async () => {
    const { desk, works, begun, most } = aDesk(2);
    const gone = [new AbortController(), new AbortController()] as const;
    const asked = gone.map(({ signal }, at) => desk.ask(`${at}`, { ...LIMIT, signal }));
    const last = desk.ask('last', LIMIT);
    gone[1].abort();
    gone[0].abort();
    expect(await Promise.all(asked.map(codeOf))).toEqual(['gone', 'gone']);
    expect([works[0]?.isEnded, begun()]).toEqual([true, ['0']]);
    works[0]?.letEnd();
    await turn();
    expect(begun()).toEqual(['0', 'last']);
    works[1]?.finish();
    expect([await last, most()]).toEqual([ok('last'), 1]);
    const { signal } = gone[0];
    expect(await codeOf(desk.ask('x', { ...LIMIT, signal }))).toBe('gone');
  });

  it('has a deadline that runs while somebody waits, and is called off with the answer', async () => {
    const { desk, works, timers, begun } = aDesk();
    const [slow, waiting, done] = ['a', 'b', 'c'].map((task) => desk.ask(task, LIMIT)) as Promise<Outcome>[];
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([1000, 1000, 1000]);
    timers[1]?.next();
    timers[0]?.next();
    expect(await Promise.all([slow, waiting].map((one) => codeOf(one as Promise<Outcome>)))).toEqual([
      'tookTooLong',
      'tookTooLong',
    ]);
    expect(works[0]?.isEnded).toBe(true);
    works[0]?.letEnd();
    await turn();
    expect(begun()).toEqual(['a', 'c']);
    works[1]?.finish();
    expect([await codeOf(done as Promise<Outcome>), timers[2]?.isOff]).toEqual(['c', true]);
  });

  it('that closes ends what is at work, tells who waits, takes nothing more, and waits for the end', async () => {
    const { desk, works, begun } = aDesk();
    const asked = ['a', 'b'].map((task) => desk.ask(task, LIMIT));
    let isClosed = false;
    const closed = desk.close().then(() => (isClosed = true));
    expect(await Promise.all(asked.map(codeOf))).toEqual(['gone', 'gone']);
    await turn();
    expect([works[0]?.isEnded, isClosed]).toEqual([true, false]);
    works[0]?.letEnd();
    await closed;
    expect(await codeOf(desk.ask('c', LIMIT))).toBe('gone');
    expect(begun()).toEqual(['a']);
  });
});
