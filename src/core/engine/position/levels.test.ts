import { describe, expect, it } from 'vitest';
import type { ExitSettings } from '../../exits/index.ts';
import { type ToldOptions, toldEngine } from '../testing/told-engine.ts';

/** Held at 100 and guarded; ATR is there, at 2, when `warm`. */
function holding(exits: ExitSettings, wish = 'buy', options: ToldOptions = {}) {
  const told = toldEngine({ exits, ...options });
  told.tell(`candle 100 ${wish}, fill @ 100, armed`);
  return told;
}

const warmUp = Array.from({ length: 20 }, () => 'candle 100 high 101 low 99').join(', ');

describe('the levels of a new position', () => {
  it.each<[string, ExitSettings, string, string]>([
    ['none', {}, 'buy', 'stop - target -'],
    ['a stop loss', { stopLossRatio: 0.02 }, 'buy', 'stop 98 target -'],
    ['a take profit', { takeProfitRatio: 0.1 }, 'buy', 'stop - target 110'],
    ['both', { stopLossRatio: 0.02, takeProfitRatio: 0.1 }, 'buy', 'stop 98 target 110'],
    ['the strategy’s stop in place of the stop loss', { stopLossRatio: 0.02 }, 'buy stop 80', 'stop 80 target -'],
    ['the strategy’s target in place of the profit', { takeProfitRatio: 0.1 }, 'buy target 150', 'stop - target 150'],
    ['the strategy’s levels alone', {}, 'buy stop 80 target 150', 'stop 80 target 150'],
    [
      'a trailing stop that is active from the start',
      { trailingStop: { distanceRatio: 0.1, activationRatio: 0 } },
      'buy',
      'stop 90 target -',
    ],
    [
      'no trailing stop before its activation',
      { trailingStop: { distanceRatio: 0.1, activationRatio: 0.01 } },
      'buy',
      'stop - target -',
    ],
    [
      'no break-even before its activation',
      { breakEven: { activationRatio: 0.01, offsetRatio: 0 } },
      'buy',
      'stop - target -',
    ],
    [
      'the higher of two stops',
      { stopLossRatio: 0.2, trailingStop: { distanceRatio: 0.1, activationRatio: 0 } },
      'buy',
      'stop 90 target -',
    ],
  ])('are %s', (_what, exits, wish, levels) => {
    const told = toldEngine({ exits });
    expect(told.tell(`candle 100 ${wish}, fill`)).toEqual(['submit buy 10 entry', `arm #1 10 ${levels}`]);
  });

  it('hang an ATR stop below the entry', () => {
    const told = toldEngine({ exits: { atrStop: { multiple: 3, isTrailing: false } } });
    told.tell(warmUp);
    expect(told.tell('candle 100 high 101 low 99 buy, fill')).toEqual([
      'submit buy 10 entry',
      'arm #1 10 stop 94 target -',
    ]);
  });

  it('hang from what was paid, not from the close that was the signal', () => {
    const told = toldEngine({ exits: { stopLossRatio: 0.1, takeProfitRatio: 0.1 } });
    expect(told.tell('candle 100 buy, fill @ 200')).toContain('arm #1 10 stop 180 target 220');
  });

  it('hang a trailing stop from what was paid', () => {
    const told = toldEngine({ exits: { trailingStop: { distanceRatio: 0.1, activationRatio: 0 } } });
    expect(told.tell('candle 100 buy, fill @ 110')).toContain('arm #1 10 stop 99 target -');
  });

  it('that a strategy gave are not those of the next position', () => {
    const told = holding({ stopLossRatio: 0.05 }, 'buy stop 80 target 200');
    told.tell('candle 100 sell, fill, candle 100 buy');
    expect(told.tell('fill')).toEqual(['arm #2 10 stop 95 target -']);
  });

  it('of one position are not those of the next', () => {
    const told = holding({ trailingStop: { distanceRatio: 0.1, activationRatio: 0 } }, 'buy stop 80');
    told.tell('candle 200, armed, candle 200 sell, fill, candle 100 buy');
    expect(told.tell('fill')).toEqual(['arm #3 10 stop 90 target -']);
  });
});

describe('levels that move with closes', () => {
  const trailing = { trailingStop: { distanceRatio: 0.1, activationRatio: 0 } };

  it.each<[string, ExitSettings, string, readonly string[]]>([
    ['a trailing stop up with a higher close', trailing, 'candle 120', ['arm #2 10 stop 108 target -']],
    ['a trailing stop not with a higher high', trailing, 'candle 100 high 150', []],
    [
      'a trailing stop not down with a lower close',
      trailing,
      'candle 120, armed, candle 110',
      ['arm #2 10 stop 108 target -'],
    ],
    [
      'a trailing stop not with an equal close',
      trailing,
      'candle 120, armed, candle 120',
      ['arm #2 10 stop 108 target -'],
    ],
    [
      'a trailing stop once it is active',
      { trailingStop: { distanceRatio: 0.1, activationRatio: 0.2 } },
      'candle 119, candle 120',
      ['arm #2 10 stop 108 target -'],
    ],
    [
      'break-even with the close that activates it',
      { breakEven: { activationRatio: 0.05, offsetRatio: 0.01 } },
      'candle 104, candle 105',
      ['arm #2 10 stop 101 target -'],
    ],
    [
      'break-even once',
      { breakEven: { activationRatio: 0.05, offsetRatio: 0.01 } },
      'candle 105, armed, candle 130',
      ['arm #2 10 stop 101 target -'],
    ],
    [
      'break-even not back',
      { breakEven: { activationRatio: 0.05, offsetRatio: 0.01 } },
      'candle 105, armed, candle 90',
      ['arm #2 10 stop 101 target -'],
    ],
    ['a stop loss not at all', { stopLossRatio: 0.02, takeProfitRatio: 0.1 }, 'candle 105, candle 99', []],
    ['the strategy’s stop up to a trailing one', trailing, 'candle 120', ['arm #2 10 stop 108 target -']],
  ])('move %s', (_what, exits, steps, then) => {
    expect(holding(exits, _what.startsWith('the strategy') ? 'buy stop 95' : 'buy').tell(steps)).toEqual(then);
  });

  it('hang an ATR stop below the entry, breathing with the market', () => {
    const told = toldEngine({ exits: { atrStop: { multiple: 3, isTrailing: false } } });
    told.tell(`${warmUp}, candle 100 high 101 low 99 buy, fill, armed`);
    // A range of 16 lifts the ATR from 2 to 3; one of 2 lets it fall again.
    expect(told.tell('candle 100 high 108 low 92, armed')).toEqual(['arm #2 10 stop 91 target -']);
    expect(told.tell('candle 100 high 108 low 92, armed')).toEqual(['arm #3 10 stop 88.22 target -']);
    expect(told.tell('candle 100 high 101 low 99')).toEqual(['arm #4 10 stop 88.63 target -']);
  });

  it('hang a trailing ATR stop below the highest close, never lower than it was', () => {
    const told = toldEngine({ exits: { atrStop: { multiple: 3, isTrailing: true } } });
    told.tell(`${warmUp}, candle 100 high 101 low 99 buy, fill, armed`);
    expect(told.now('stopPrice')).toBe(94);
    expect(told.tell('candle 100 high 108 low 92')).toEqual([]);
    expect(told.tell('candle 120 high 121 low 119, armed')).toHaveLength(1);
    expect(told.now('stopPrice')).toBeGreaterThan(100);
  });

  it('are not sent again while they stand where they stood', () => {
    const told = toldEngine({ exits: { atrStop: { multiple: 3, isTrailing: false } } });
    told.tell(`${warmUp}, candle 100 high 101 low 99 buy, fill, armed`);
    expect(told.tell('candle 100 high 101 low 99, candle 100 high 101 low 99')).toEqual([]);
  });

  it('are armed where they are although the close has fallen through them', () => {
    const told = holding(trailing);
    told.tell('candle 120, armed');
    expect(told.tell('candle 100, armed')).toEqual([]);
    expect(told.tell('quote 100')).toEqual(['submit sell 10 protectiveExit: trailing-stop']);
  });
});

describe('levels while an exit is working', () => {
  it.each([
    ['the first try', 'candle 100 sell'],
    ['a later try', 'candle 100 sell, reject, armed, timer 1'],
  ])('move on with closes: %s', (_what, leaving) => {
    const told = holding({ trailingStop: { distanceRatio: 0.1, activationRatio: 0 } });
    told.tell(leaving);
    expect(told.tell('candle 120')).toEqual(['arm #2 10 stop 108 target -']);
  });

  it('do not move while a failed one waits for its next try, which comes first', () => {
    const told = holding({ trailingStop: { distanceRatio: 0.1, activationRatio: 0 } });
    told.tell('candle 100 sell, reject');
    expect(told.tell('candle 120')).toEqual(['submit sell 10 signalExit: test exit']);
  });
});

describe('a rule that leaves at once', () => {
  it.each([
    [1, 'candle 100'],
    [3, 'candle 100, candle 100, candle 100'],
  ])('does so with candle %i after the fill', (maxCandles, steps) => {
    const told = holding({ timeStop: { maxCandles } });
    expect(told.tell(steps)).toEqual(['submit sell 10 protectiveExit: time-stop']);
  });

  it('is not asked before', () => {
    expect(holding({ timeStop: { maxCandles: 3 } }).tell('candle 100, candle 100')).toEqual([]);
  });

  it('comes before what the strategy wishes on that candle', () => {
    expect(holding({ timeStop: { maxCandles: 1 } }).tell('candle 100 sell 0.5')).toEqual([
      'submit sell 10 protectiveExit: time-stop',
    ]);
  });

  it('counts from the first fill of the position', () => {
    const told = holding({ timeStop: { maxCandles: 2 } }, 'buy', { maxEntries: 2 });
    told.tell('candle 100 buy, fill, armed');
    expect(told.tell('candle 100')).toEqual(['submit sell 20 protectiveExit: time-stop']);
  });
});

describe('a further entry', () => {
  const two = { maxEntries: 2 };

  it('moves the levels to the average price, of all that is held', () => {
    const told = holding({ stopLossRatio: 0.1 }, 'buy', two);
    told.tell('candle 110 buy');
    expect(told.tell('fill 10 @ 120')).toContain('arm #2 20 stop 99 target -');
  });

  it('brings levels of its own', () => {
    const told = holding({ stopLossRatio: 0.1 }, 'buy stop 80 target 200', two);
    told.tell('candle 100 buy stop 85');
    expect(told.tell('fill')).toEqual(['arm #2 20 stop 85 target 200']);
  });

  it('without any keeps those of the first', () => {
    const told = holding({ stopLossRatio: 0.1 }, 'buy stop 80 target 200', two);
    told.tell('candle 100 buy');
    expect(told.tell('fill')).toEqual(['arm #2 20 stop 80 target 200']);
  });
});

describe('generations', () => {
  it('count every change of the levels', () => {
    const told = holding({ trailingStop: { distanceRatio: 0.1, activationRatio: 0 } });
    expect(told.tell('candle 110, armed, candle 120, armed, candle 130')).toEqual([
      'arm #2 10 stop 99 target -',
      'arm #3 10 stop 108 target -',
      'arm #4 10 stop 117 target -',
    ]);
  });

  it.each([
    ['the latest', 'armed #3', 'protected'],
    ['an older one', 'armed #2', 'beingReplaced'],
    ['the first', 'armed #1', 'beingReplaced'],
    ['one that does not exist yet', 'armed #4', 'beingReplaced'],
    ['a failure of the latest', 'armFailed #3', 'naked'],
    ['a failure of an older one', 'armFailed #2', 'beingReplaced'],
    ['an older one, then the latest', 'armed #2, armed #3', 'protected'],
    ['the latest, then a failure of an older one', 'armed #3, armFailed #2', 'protected'],
    ['another lane’s', 'armed #3 lane 1', 'beingReplaced'],
  ])('of which %s is acknowledged leave the position as that one says', (_which, steps, guard) => {
    const told = toldEngine();
    told.tell(`candle 100 buy, fill 3, fill 3, fill, ${steps}`);
    expect(told.now('guard')).toBe(guard);
  });

  it('an older one acknowledged does not stop the clock of an unguarded position', () => {
    const told = toldEngine();
    told.tell('candle 100 buy, fill 3, fill, timer 9000, armed #1');
    expect(told.tell('timer 1001')).toEqual(['critical positionNaked', 'submit sell 10 protectiveExit: naked']);
  });

  it('go on counting from one position to the next', () => {
    const told = toldEngine();
    told.tell('candle 100 buy, fill, armed, candle 100 sell, fill, candle 100 buy');
    expect(told.tell('fill')).toEqual(['arm #2 10 stop 95 target -']);
    expect(told.tell('armed #1')).toEqual([]);
    expect(told.now('guard')).toBe('beingReplaced');
  });

  it.each(['armed', 'armFailed'])('%s after the position was left says nothing', (answer) => {
    const told = toldEngine();
    told.tell('candle 100 buy, fill, quote 95, fill');
    expect(told.tell(`${answer} #1`)).toEqual([]);
    expect(told.now('guard')).toBe('flat');
  });

  it.each(['armed', 'armFailed'])('%s of a lane that is not there changes nothing', (answer) => {
    const told = holding({ stopLossRatio: 0.05 });
    expect(told.hear(`${answer} #1 lane 7`)).toEqual([]);
    expect(told.now('guard')).toBe('protected');
  });
});
