import { describe, expect, it } from 'vitest';
import { MemoryJournal } from '../../adapters/storage/index.ts';
import { MINUTE, aCandle, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { entriesOf } from '../../../test/support/at-once.ts';
import { type JournaledRun, cutJournal, restartRun, startRun } from '../testing.ts';
import { type BrokenEntry, Quarantine } from './quarantine.ts';

const settings = engineSettings(scripted({ 0: buy(), 2: buy() }), { exits: { stopLossRatio: 0.05 } });

/** A fault of ours: whoever hears of the denial on this candle throws. */
function breaksAt(close: number) {
  return {
    entryDenied: (lane: { readonly context: { readonly candle: { readonly close: number } } }) => {
      if (lane.context.candle.close === close) throw new RangeError('the books are wrong');
    },
  };
}

/** What outlives a process: the journal as far as it was committed, and what it noted. */
function aMachine() {
  let [broken, journal]: [BrokenEntry | undefined, MemoryJournal | undefined] = [undefined, undefined];
  const begin = (observer: object): JournaledRun => {
    const quarantine = new Quarantine(broken, (noted) => {
      broken = noted;
    });
    return journal
      ? restartRun(settings, { journal, observer, quarantine })
      : startRun(settings, { observer, quarantine });
  };
  return {
    begin,
    noted: () => broken,
    /** The process is gone, and what its last round told the journal with it. */
    die: (run: JournaledRun, kept: number) => {
      journal = cutJournal(run.journal, kept);
    },
  };
}

describe('an entry that breaks the engine', () => {
  // The strategy wishes to enter once more at 140.
  const observer = breaksAt(140);
  const candles = [
    aCandle(0),
    aCandle(1),
    aCandle(2, { close: 140, high: 140 }),
    aCandle(3, { close: 141, high: 141 }),
  ];

  it('is tried twice, then set aside: nothing new is risked, the position stays guarded, and the run goes on', () => {
    const machine = aMachine();
    for (const attempt of [1, 2]) {
      const run = machine.begin(observer);
      const known = run.engine.view.markets[0]?.lastOpenTimeMs ?? Number.NaN;
      const left = candles.filter(({ openTimeMs }) => !(openTimeMs <= known));
      let kept = run.journal.head;
      expect(() => {
        for (const candle of left) {
          run.play([candle]);
          kept = run.journal.head;
        }
      }, `attempt ${attempt}`).toThrow('the books are wrong');
      expect(machine.noted()).toMatchObject({ count: attempt, cause: 'the books are wrong' });
      machine.die(run, kept);
    }
    const run = machine.begin(observer);
    run.play(candles.slice(2));
    const types = entriesOf(run.journal).map(({ entry }) => entry.event.type);
    expect(types.filter((type) => type === 'entrySetAside')).toHaveLength(1);
    expect(run.engine.view.control.tradingState).toBe('reducing');
    expect(run.engine.view.lanes[0]).toMatchObject({ guard: { status: 'protected', stopPrice: 95 } });
    expect(run.engine.view.markets[0]?.lastOpenTimeMs).toBe(candles[3]?.openTimeMs);
    expect(run.commands.filter((command) => command.type === 'notify')).toContainEqual(
      expect.objectContaining({
        level: 'critical',
        code: 'entrySetAside',
        message: expect.stringMatching(/candleClosed/),
      }),
    );
  });

  it('is told from another one by its content and its time', () => {
    const kept: BrokenEntry[] = [];
    const quarantine = new Quarantine(undefined, (broken) => void kept.push(broken));
    const event = { type: 'candleClosed', instrument: 0, ...aCandle(0) } as const;
    quarantine.broke(event, 1, new Error('a'));
    quarantine.broke(event, 2, new Error('b'));
    quarantine.broke({ ...event, close: 7 }, 2, 'c');
    expect(kept.map(({ count, cause }) => `${count} ${cause}`)).toEqual(['1 a', '1 b', '1 c']);
    quarantine.broke({ ...event, close: 7 }, 2, 'c');
    expect(quarantine.inPlaceOf(event, 2)).toBeUndefined();
    expect(quarantine.inPlaceOf({ ...event, close: 7 }, 2 + MINUTE)).toBeUndefined();
    expect(quarantine.inPlaceOf({ ...event, close: 7 }, 2)).toMatchObject({ entryType: 'candleClosed', cause: 'c' });
    // Once: what comes after it is taken as it is.
    expect(quarantine.inPlaceOf({ ...event, close: 7 }, 2)).toBeUndefined();
  });

  it('that begins a process is tried each time: without it nobody would watch the levels', () => {
    const quarantine = new Quarantine(undefined, () => undefined);
    const resumed = { type: 'runResumed', commit: 'c', reason: 'process started' } as const;
    for (const attempt of [1, 2, 3]) quarantine.broke(resumed, 1, new Error(`attempt ${attempt}`));
    expect(quarantine.inPlaceOf(resumed, 1)).toBeUndefined();
  });
});
