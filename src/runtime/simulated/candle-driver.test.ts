import { describe, expect, it } from 'vitest';
import type { SimulatedVenue } from '../../core/simulation/index.ts';
import type { Candle, EngineEvent } from '../../domain/index.ts';
import { MINUTE, START_MS, aCandle, anInstrument, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { CandleDriver, type EventWriter } from './candle-driver.ts';
import { entryTypes, startRun } from '../testing.ts';
import { entriesOf } from '../../../test/support/at-once.ts';

const minute = (timeMs: number): number => (timeMs - START_MS) / MINUTE;

/** Writer and venue that write down how they are called; so many steps of each kind have something new to report. */
function aDriver(
  instruments: number,
  options: {
    isIdle?: boolean;
    isFar?: boolean;
    isTouched?: boolean;
    stepsPerOpen?: number;
    stepsPerCandle?: number;
  } = {},
) {
  const { isIdle = false, isFar = false, isTouched = true, stepsPerOpen = 0, stepsPerCandle = 0 } = options;
  const calls: string[] = [];
  let opens = 0;
  let steps = 0;
  const venue = {
    isIdle,
    isFarFrom: () => isFar,
    openCandle: (instrument: number, candle: Candle) => {
      opens = 0;
      steps = 0;
      calls.push(`open ${instrument}@${minute(candle.openTimeMs)}`);
      return isTouched;
    },
    stepOpen: (instrument: number, _candle: Candle, isWhole: boolean) => {
      calls.push(`at open ${instrument}${isWhole ? '' : ', not whole'}`);
      opens += 1;
      return opens <= stepsPerOpen;
    },
    stepCandle: (instrument: number) => {
      calls.push(`step ${instrument}`);
      steps += 1;
      return steps <= stepsPerCandle;
    },
    closeCandle: (instrument: number, candle: Candle) =>
      void calls.push(`close ${instrument}@${minute(candle.openTimeMs)}`),
  } as unknown as SimulatedVenue;
  const writer: EventWriter = {
    handle: (event: EngineEvent, timeMs) => {
      const instrument = event.type === 'candleClosed' || event.type === 'candleBackfilled' ? event.instrument : '';
      calls.push(`${event.type} ${instrument} at ${minute(timeMs)}`);
    },
    handleCandle: (candle, intervalMs) => writer.handle(candle, candle.openTimeMs + intervalMs),
    drain: (timeMs) => void calls.push(`drain at ${minute(timeMs)}`),
    hasQueued: false,
    isQuiet: true,
    isWaiting: false,
  };
  const intervals: number[] = [];
  const driver = new CandleDriver({
    writer,
    venue,
    instruments,
    intervalMs: MINUTE,
    onInterval: ({ closeTimeMs }) => void intervals.push(minute(closeTimeMs)),
  });
  return { driver, calls, intervals };
}

/** One instrument had no candle: somebody has to say that the interval is over. */
const ended = (at: number): string => `intervalClosed  at ${at}`;

describe('CandleDriver', () => {
  it('opens all instruments, walks all, closes all, and only then tells the engine', () => {
    const { driver, calls, intervals } = aDriver(2);
    driver.close(0, aCandle(0));
    expect(calls).toEqual([]);
    driver.close(1, aCandle(0));
    driver.flush();
    expect(calls).toEqual([
      'open 0@0',
      'at open 0',
      'open 1@0',
      'at open 1',
      'step 0',
      'step 1',
      'close 0@0',
      'close 1@0',
      'candleClosed 0 at 1',
      'candleClosed 1 at 1',
    ]);
    expect(intervals).toEqual([1]);
  });

  it('tells a collected interval when the next one begins', () => {
    const { driver, calls } = aDriver(2, { isIdle: true });
    driver.close(0, aCandle(0));
    driver.close(0, aCandle(1));
    expect(calls).toEqual(['close 0@0', 'candleClosed 0 at 1', ended(1)]);
    driver.flush();
    driver.flush();
    expect(calls.slice(3)).toEqual(['close 0@1', 'candleClosed 0 at 2', ended(2)]);
  });

  it('tells a single instrument at once', () => {
    const { driver, calls } = aDriver(1);
    driver.close(0, aCandle(0));
    expect(calls).toEqual(['open 0@0', 'at open 0', 'step 0', 'close 0@0', 'candleClosed 0 at 1']);
  });

  it('walks on as long as something is reported, and drains after each step', () => {
    const { driver, calls } = aDriver(1, { stepsPerCandle: 2 });
    driver.close(0, aCandle(0));
    expect(calls.slice(2, 7)).toEqual(['step 0', 'drain at 1', 'step 0', 'drain at 1', 'step 0']);
  });

  it('takes what happens at an open at the time of the open, of every instrument before any goes its way', () => {
    const { driver, calls } = aDriver(2, { stepsPerOpen: 2 });
    for (const instrument of [0, 1]) driver.close(instrument, aCandle(3));
    driver.flush();
    expect(calls.slice(0, 12)).toEqual(
      [0, 1].flatMap((id) => [
        `open ${id}@3`,
        `at open ${id}`,
        'drain at 3',
        `at open ${id}`,
        'drain at 3',
        `at open ${id}`,
      ]),
    );
    expect(calls.slice(12, 14)).toEqual(['step 0', 'step 1']);
  });

  it('does not step through candles that touch nothing', () => {
    const { driver, calls } = aDriver(1, { isTouched: false });
    driver.close(0, aCandle(0));
    expect(calls).toEqual(['open 0@0', 'close 0@0', 'candleClosed 0 at 1']);
  });

  it('leaves a venue without orders and levels alone', () => {
    const { driver, calls } = aDriver(1, { isIdle: true });
    driver.close(0, aCandle(0));
    expect(calls).toEqual(['close 0@0', 'candleClosed 0 at 1']);
  });

  it('leaves a venue alone whose levels a single candle does not reach', () => {
    const { driver, calls, intervals } = aDriver(1, { isFar: true });
    driver.close(0, aCandle(0));
    driver.close(0, aCandle(1));
    expect(calls).toEqual(['close 0@0', 'candleClosed 0 at 1', 'close 0@1', 'candleClosed 0 at 2']);
    expect(intervals).toEqual([1, 2]);
  });

  it('goes on with a candle that has begun, whatever its range turns out to be', () => {
    const { driver, calls } = aDriver(1, { isFar: true });
    driver.open(0, aCandle(0));
    driver.close(0, aCandle(0));
    expect(calls.slice(2, 4)).toEqual(['at open 0', 'step 0']);
  });

  it('does not open a candle again that was told to have begun, and the next one again', () => {
    const { driver, calls } = aDriver(1);
    driver.open(0, aCandle(0));
    expect(calls).toEqual(['open 0@0', 'at open 0, not whole']);
    driver.close(0, aCandle(0));
    expect(calls.slice(2, 4)).toEqual(['at open 0', 'step 0']);
    driver.close(0, aCandle(1));
    expect(calls.filter((call) => call.startsWith('open'))).toEqual(['open 0@0', 'open 0@1']);
  });

  it('tells what was collected before an interval begins', () => {
    const { driver, calls } = aDriver(2, { isIdle: true });
    driver.close(0, aCandle(0));
    driver.open(0, aCandle(1));
    expect(calls).toEqual(['close 0@0', 'candleClosed 0 at 1', ended(1), 'open 0@1', 'at open 0, not whole']);
  });

  it('refuses more candles of one interval than there are instruments', () => {
    const { driver } = aDriver(2);
    driver.close(0, aCandle(0));
    driver.close(1, aCandle(0));
    expect(() => driver.close(0, aCandle(0))).toThrow(/one candle per instrument and interval/);
  });

  it('tells history without opening or walking', () => {
    const { driver, calls, intervals } = aDriver(1);
    driver.backfill(0, aCandle(0));
    expect(calls).toEqual(['close 0@0', 'candleBackfilled 0 at 1']);
    expect(intervals).toEqual([]);
  });
});

/** Plays two intervals of two instruments; after each call in `pausesAt` an order waits until the driver has stood still. */
function playedWithPauses(pausesAt: readonly number[]): { calls: string[]; pauses: number } {
  const calls: string[] = [];
  const writing = { isWaiting: false, hasQueued: false };
  const opens = [0, 0];
  const steps = [0, 0];
  let pauses = 0;
  const note = (call: string): void => {
    calls.push(call);
    writing.isWaiting = pausesAt.includes(calls.length) && !call.startsWith('close ');
    writing.hasQueued = true;
  };
  const venue = {
    isIdle: false,
    openCandle: (instrument: number, candle: Candle) => {
      opens[instrument] = 0;
      steps[instrument] = 0;
      note(`open ${instrument}@${minute(candle.openTimeMs)}`);
      return true;
    },
    stepOpen: (instrument: number, _candle: Candle, isWhole: boolean) => {
      // The second one has to know the whole candle.
      if ((opens[instrument] ?? 0) >= (isWhole ? 2 : 1)) return false;
      opens[instrument] = (opens[instrument] ?? 0) + 1;
      note(`at open ${instrument}`);
      return true;
    },
    stepCandle: (instrument: number) => {
      steps[instrument] = (steps[instrument] ?? 0) + 1;
      if ((steps[instrument] ?? 0) > 2) return false;
      note(`step ${instrument}`);
      return true;
    },
    closeCandle: (instrument: number) => calls.push(`close ${instrument}`),
  } as unknown as SimulatedVenue;
  const writer: EventWriter = {
    handle: (event, timeMs) => note(`${event.type} at ${minute(timeMs)}`),
    handleCandle: (candle, intervalMs) => writer.handle(candle, candle.openTimeMs + intervalMs),
    // While an order waits nothing that was reported is handled: it is drained once that is over, at the same time.
    drain: (timeMs) => {
      if (writing.isWaiting) return;
      calls.push(`drain at ${minute(timeMs)}`);
      writing.hasQueued = false;
    },
    get isQuiet() {
      return !writing.hasQueued && !writing.isWaiting;
    },
    get hasQueued() {
      return writing.hasQueued;
    },
    get isWaiting() {
      return writing.isWaiting;
    },
  };
  const driver = new CandleDriver({
    writer,
    venue,
    instruments: 2,
    intervalMs: MINUTE,
    onInterval: () => calls.push('interval'),
  });
  const until = (offer: () => boolean): void => {
    while (!offer()) {
      pauses += 1;
      const hasTaken = driver.hasTaken;
      expect(driver.resume()).toBe(false);
      writing.isWaiting = false;
      if (!hasTaken) continue;
      while (!driver.resume()) writing.isWaiting = false;
      return;
    }
  };
  const untilFlushed = (): void => {
    while (!driver.flush()) {
      pauses += 1;
      writing.isWaiting = false;
    }
  };
  for (const index of [0, 1]) {
    if (index === 1) until(() => driver.open(1, aCandle(index)));
    for (const instrument of [0, 1]) until(() => driver.close(instrument, aCandle(index)));
  }
  untilFlushed();
  return { calls, pauses };
}

describe('an order that waits', () => {
  it('makes the driver stand still wherever it is, and go on from there as if nothing had been', () => {
    const { calls: undisturbed } = playedWithPauses([]);
    let pauses = 0;
    for (let at = 1; at <= undisturbed.length; at += 1) {
      const paused = playedWithPauses([at]);
      expect(paused.calls, `an order at call ${at}, ${undisturbed[at - 1]}`).toEqual(undisturbed);
      pauses += paused.pauses;
    }
    // Opens, steps and closes, wherever nothing else came between.
    expect(pauses).toBeGreaterThan(10);
  });

  it('may be followed by another one at once', () => {
    const { calls: undisturbed } = playedWithPauses([]);
    const everyCall = undisturbed.map((_, at) => at + 1);
    expect(playedWithPauses(everyCall).calls).toEqual(undisturbed);
  });
});

describe('two instruments in one run', () => {
  const instruments = [anInstrument(), anInstrument({ id: 1, symbol: 'ETH/USDT', base: 'ETH' })];
  const plan = scripted({ 0: buy() });
  const settings = engineSettings(plan, {
    lanes: [
      { symbol: 'BTC/USDT', strategy: plan, parameters: {} },
      { symbol: 'ETH/USDT', strategy: plan, parameters: {} },
    ],
    exits: { stopLossRatio: 0.05 },
  });

  it('both open before either has gone its way, so that time never runs back', () => {
    const run = startRun(settings, { instruments });
    for (const index of [0, 1]) {
      run.driver.close(0, aCandle(index, index === 1 ? { low: 80, close: 85 } : {}));
      run.driver.close(1, aCandle(index));
    }
    run.driver.flush();
    const times = entriesOf(run.journal).map(({ entry }) => entry.timeMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const first = entryTypes(run.journal).indexOf('quoteSeen');
    const fillsBefore = entryTypes(run.journal)
      .slice(0, first)
      .filter((type) => type === 'orderFilled');
    expect(fillsBefore).toHaveLength(2);
  });

  it('a candle that was told before is ignored by the engine', () => {
    const run = startRun(engineSettings(scripted({})));
    run.play([aCandle(0), aCandle(1), aCandle(1, { close: 500 })]);
    expect(run.engine.view.markets[0]?.last).toBe(100);
    expect(run.engine.view.markets[0]?.hub.count).toBe(2);
  });
});
