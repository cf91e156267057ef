/** What fills may do to levels: they follow what is held, and no stop in force is loosened. */
import { describe, expect, it } from 'vitest';
import type { ExitSettings } from '../../exits/index.ts';
import { after, toldEngine } from '../testing/told-engine.ts';

const TRAILING = { trailingStop: { distanceRatio: 0.04, activationRatio: 0 } };
const BREAK_EVEN = { breakEven: { activationRatio: 0.05, offsetRatio: 0 } };
const TWO = { maxEntries: 2 };

/** The levels after these steps, as the last `arm` says. */
function levels(exits: ExitSettings, steps: string): string | undefined {
  const told = toldEngine({ exits, ...TWO });
  return told
    .tell(steps)
    .findLast((line) => line.startsWith('arm'))
    ?.replace(/^arm #\d+ \S+ /, '');
}

describe('a level', () => {
  it.each([
    [8.2, 'buy', { stopLossRatio: 0.05 }, 'stop 7.79 target -'],
    [36.2, 'buy', { takeProfitRatio: 0.05, stopLossRatio: 0.5 }, 'stop 18.1 target 38.01'],
    [36.2, 'buy stop 30.001 target 40.001', {}, 'stop 30.01 target 40.01'],
  ])('after an entry at %d, %s, is on the tick of 0.01, never looser than asked', (price, wish, exits, expected) => {
    const told = toldEngine({ exits });
    const line = told.tell(`candle ${price + 0.01} ${wish}, fill @ ${price}`).at(-1);
    expect(line?.replace(/^arm #\d+ \S+ /, '')).toBe(expected);
  });
});

describe('a stop in force', () => {
  it.each<[string, ExitSettings, string, string]>([
    [
      'of a trailing rule when an add-on lifts the average above every close',
      TRAILING,
      'candle 100 buy, fill, armed, candle 110, armed, candle 112 buy size 8000, fill @ 113, armed',
      'stop 108.48 target -',
    ],
    [
      'of a trailing rule over an entry filled in parts',
      { trailingStop: { distanceRatio: 0.05, activationRatio: 0 } },
      'candle 100 buy, fill 2 @ 100, fill 2 @ 101, fill 2 @ 102, fill 2 @ 103, fill 2 @ 102',
      'stop 97.85 target -',
    ],
    [
      'of break-even when an add-on lifts the average',
      BREAK_EVEN,
      'candle 100 buy, fill, armed, candle 106, armed, candle 105 buy, fill @ 105, armed',
      'stop 100 target -',
    ],
    [
      'of a trailing rule that an add-on takes below its activation',
      { trailingStop: { distanceRatio: 0.04, activationRatio: 0.1 } },
      'candle 100 buy, fill, armed, candle 110, armed, candle 109 buy, fill @ 109, armed',
      'stop 105.6 target -',
    ],
    [
      'of a stop loss when an add-on lowers the average',
      { stopLossRatio: 0.1 },
      'candle 100 buy, fill, armed, candle 92 buy, fill @ 92, armed',
      'stop 90 target -',
    ],
    [
      'when dearer lots are sold first',
      { stopLossRatio: 0.1 },
      'candle 120 buy, fill, armed, candle 110 buy, fill @ 110, armed, candle 112 sell 0.5, fill',
      'stop 108 target -',
    ],
  ])('%s is not loosened', (_what, exits, steps, expected) => {
    expect(levels(exits, steps)).toBe(expected);
  });

  it('stays where it is with the closes that follow', () => {
    const told = after('candle 100 buy, fill, armed, candle 92 buy, fill @ 92, armed', {
      exits: { stopLossRatio: 0.1, trailingStop: { distanceRatio: 0.2, activationRatio: 0 } },
      ...TWO,
    });
    expect(told.tell('candle 91, candle 93')).toEqual([]);
    expect(told.now('stopPrice')).toBe(90);
  });

  it('has the name of the rule that proposes it now, where two give the same', () => {
    const exits = { stopLossRatio: 0.05, trailingStop: { distanceRatio: 0.05, activationRatio: 0.2 } };
    // The trailing stop of 120 was 114; 5 % below the average of 100 and 140 is 114 again.
    const told = after('candle 100 buy, fill, armed, candle 120 buy size 1200', { exits, ...TWO });
    expect(told.now('stopPrice')).toBe(114);
    told.tell('armed, fill @ 140, armed');
    expect([told.now('entryPrice'), told.now('stopPrice')]).toEqual([120, 114]);
    expect(told.tell('quote 114')).toEqual(['submit sell 20 protectiveExit: stop-loss']);
  });

  it('keeps the name of its rule, although that rule proposes none any more', () => {
    const exits = { stopLossRatio: 0.2, trailingStop: { distanceRatio: 0.04, activationRatio: 0.2 } };
    const given = 'candle 100 buy, fill, armed, candle 121, armed, candle 121 buy size 9000, fill @ 121, armed';
    expect(levels(exits, given)).toBe('stop 116.16 target -');
    expect(after(given, { exits, ...TWO }).tell('quote 116')).toEqual([
      expect.stringMatching(/^submit sell .* protectiveExit: trailing-stop$/),
    ]);
  });
});

describe('the levels that a strategy gives with an entry', () => {
  const HELD = 'candle 100 buy stop 90 target 120, fill, armed';
  it.each(['canceled', 'reject', 'accept, timer 3700000, canceled', 'unknown, absent'])(
    'change nothing when it ends without a fill: %s',
    (end) => {
      const told = after(`${HELD}, candle 101 buy limit 95 stop 94 target 130, ${end}`, TWO);
      expect([told.now('stopPrice'), told.now('targetPrice')]).toEqual([90, 120]);
    },
  );

  it('change nothing before its first fill, and count from it on', () => {
    const told = after(`${HELD}, candle 101 buy limit 95 stop 94 target 130, accept`, TWO);
    expect([told.now('stopPrice'), told.now('targetPrice')]).toEqual([90, 120]);
    told.tell('fill 1 @ 95');
    expect([told.now('stopPrice'), told.now('targetPrice')]).toEqual([94, 130]);
  });

  it('come with a fill that is told after its cancel', () => {
    const told = after('candle 100 buy limit 95 stop 80 target 130, accept, operator reducing, canceled, fill 1 @ 95');
    expect([told.now('stopPrice'), told.now('targetPrice')]).toEqual([80, 130]);
  });
});

describe('a position whose stop has no value', () => {
  const ATR = { exits: { atrStop: { multiple: 2, isTrailing: false } } };
  const warm = Array.from({ length: 20 }, () => 'candle 100 high 101 low 99').join(', ');

  it('is not entered', () => {
    expect(toldEngine(ATR).denials('candle 100 buy')).toEqual(['stopNotReady']);
    expect(after(warm, ATR).denials('candle 100 high 101 low 99 buy')).toEqual([]);
  });

  it('is entered when its strategy brings a stop', () => {
    expect(toldEngine(ATR).denials('candle 100 buy stop 90')).toEqual([]);
  });

  it('is unguarded, and says so, when its owner configured no stop', () => {
    const told = after('candle 100 buy, fill, armed', { exits: {} });
    expect(told.now('guard')).toBe('unguarded');
    expect(told.tell('timer 60000, candle 50')).toEqual([]);
  });
});

describe('an entry whose levels are wrong', () => {
  it.each([
    ['buy stop 100', 'stopAboveEntry'],
    ['buy stop 101', 'stopAboveEntry'],
    ['buy stop 99.995', 'stopAboveEntry'],
    ['buy limit 95 stop 96', 'stopAboveEntry'],
    ['buy target 100', 'targetBelowEntry'],
    ['buy target 99', 'targetBelowEntry'],
    ['buy limit 95 target 95', 'targetBelowEntry'],
  ])('is denied with the reason: %s', (wish, code) => {
    expect(toldEngine().denials(`candle 100 ${wish}`)).toEqual([code]);
  });

  // Around 100 the bid is 99.5 and the ask 100.5; a stop of 1 % below what is paid there is 99.5.
  it.each([
    ['buy', 0.01, ['stopAboveEntry']],
    ['buy', 0.0102, []],
    ['buy stop 99.5', 0.05, ['stopAboveEntry']],
    ['buy stop 99.49', 0.05, []],
    // Bought at an ask of 95, it could be sold at 94.05.
    ['buy limit 95 stop 94.05', 0.05, ['stopAboveEntry']],
    ['buy limit 95 stop 94.04', 0.05, []],
    ['buy target 100.5', 0.05, ['targetBelowEntry']],
    ['buy target 100.51', 0.05, []],
  ])('is denied where the spread would stop it at once: %s, %d', (wish, stopLossRatio, denials) => {
    const takingCosts = { spreadBps: 100, slippageBps: 0, depthQuotePerBps: 0 };
    expect(toldEngine({ takingCosts, exits: { stopLossRatio } }).denials(`candle 100 ${wish}`)).toEqual(denials);
  });

  it('is denied where the tick is too coarse for the configured stop', () => {
    expect(toldEngine({ exits: { stopLossRatio: 0.02 } }).denials('candle 0.08 buy')).toEqual(['stopAboveEntry']);
  });

  it.each(['buy stop 99.99 target 100.01', 'buy limit 95 stop 94 target 96'])('else it is sent: %s', (wish) => {
    expect(toldEngine().denials(`candle 100 ${wish}`)).toEqual([]);
  });
});

describe('levels of an entry that adds to a position', () => {
  it('are judged with those that the position has', () => {
    const told = after('candle 100 buy target 110, fill, armed', { maxEntries: 2, exits: {} });
    expect(told.denials('candle 111 buy')).toEqual(['targetBelowEntry']);
    expect(told.denials('candle 111 buy target 120')).toEqual([]);
  });

  it('loosen no stop in force, which keeps the name of its rule', () => {
    const trailing = { exits: { trailingStop: { distanceRatio: 0.04, activationRatio: 0.05 } }, maxEntries: 2 };
    const told = after('candle 100 buy, fill, armed, candle 110, armed, candle 110 buy', trailing);
    expect(told.tell('fill @ 113, armed')).toEqual(['arm #3 19.0909 stop 108.48 target -']);
    const stopped = after(
      'candle 100 buy, fill, armed, candle 110, armed, candle 110 buy, fill @ 110, armed',
      trailing,
    );
    expect(stopped.tell('quote 105')).toEqual(['submit sell 19.0909 protectiveExit: trailing-stop']);
  });
});
