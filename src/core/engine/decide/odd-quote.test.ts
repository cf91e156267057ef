/** One odd quote sells nothing, a second source sells at once, and a crash is not put off by more than a second. */
import { describe, expect, it } from 'vitest';
import { BTC, ETH, after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
const both = { exits: { stopLossRatio: 0.05, takeProfitRatio: 0.1 } };
const STOPPED = ['submit sell 10 protectiveExit: stop-loss'];

describe('a quote that is far from the last price', () => {
  it.each([
    ['below the stop', 'book 94'],
    ['far below', 'book 1'],
    ['above the target', 'book 111'],
    ['far above', 'book 100000'],
    ['again and again within a second', 'book 94, timer 500, book 93, timer 499, book 92'],
    ['on the other side a second later', 'book 94, timer 1000, book 120'],
  ])('sells nothing by itself: %s', (_what, quotes) => {
    expect(
      after(HELD, both)
        .tell(quotes)
        .filter((line) => line.startsWith('submit')),
    ).toEqual([]);
  });

  it('above the target sells when a candle that was there confirms it', () => {
    const lines = after(`${HELD}, book 111`, both).tell('candle 102 high 112 low 96');
    expect(lines.filter((line) => line.startsWith('submit'))).toEqual(['submit sell 10 protectiveExit: take-profit']);
    const refuted = after(`${HELD}, book 111`, both).tell('candle 102 high 109 low 94');
    expect(refuted.filter((line) => line.startsWith('submit'))).toEqual([]);
  });

  it('is told where one of several strategies would have sold', () => {
    const told = after('candle 100 buy / -, fill of c0-0, armed', { ...both, lanes: ['BTC/USDT', 'BTC/USDT'] });
    expect(told.tell('book 94')).toEqual(['warning oddQuote']);
  });

  it('that is refuted arms nothing of a position that is being left', () => {
    const told = after(`${HELD}, book 94, operator close 0`, both);
    expect(told.tell('book 99').filter((line) => line.startsWith('arm'))).toEqual([]);
  });

  it('is told once, where it would have sold something', () => {
    const told = after(HELD, both);
    expect(told.notices('book 94, timer 100, book 93')).toEqual([
      'oddQuote: BTC/USDT: quote 94 is 6.00 % from the last price 100; nothing is sold until a second source confirms it',
    ]);
    expect(after(HELD, both).tell('book 97')).toEqual([]);
    expect(after('candle 100', both).tell('book 50')).toEqual([]);
  });

  it.each([
    ['a trade', 'quote 94', STOPPED],
    ['a trade that is not as far', 'quote 94.9', STOPPED],
    ['a candle that was there', 'candle 98 low 94', STOPPED],
    ['a quote after a second', 'timer 1000, book 93', ['arm #2 10 stop 95 target 110', ...STOPPED]],
    ['a quote after a second that nobody was asked for', 'book 96, timer 1000, book 95', STOPPED],
  ])('sells when it is confirmed by %s', (_what, second, commands) => {
    const lines = after(`${HELD}, book 94`, both).tell(second);
    expect(lines.filter((line) => line.startsWith('submit'))).toEqual(STOPPED);
    expect(lines.slice(0, commands.length === 1 ? 0 : 1)).toEqual(commands.slice(0, -1));
  });

  it.each([
    ['a quote near the last price', 'book 99'],
    ['a trade', 'quote 99'],
    ['a candle that was not there', 'candle 99 low 95.01'],
  ])('is refuted by %s, and its level is armed anew', (_what, second) => {
    const told = after(`${HELD}, book 94`, both);
    expect(told.tell(second)).toContain('arm #2 10 stop 95 target 110');
    // The next one begins anew.
    expect(told.tell('armed, timer 5000, book 94')).toEqual(['warning oddQuote']);
  });

  it('that a candle has answered confirms none that comes later', () => {
    const told = after('candle 100, book 50, candle 100, candle 100 buy, fill, armed', both);
    expect(told.tell('timer 3000, book 94')).toEqual(['warning oddQuote']);
  });

  it('asks whoever watches for a second one after a second, once', () => {
    const told = after(`${HELD}, book 94`, both);
    expect(told.awaitsClock()).toBe(true);
    expect(told.tell('timer 999')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['arm #2 10 stop 95 target 110']);
    told.tell('armed');
    expect(told.tell('timer 1000')).toEqual([]);
    expect(told.awaitsClock()).toBe(false);
    // For the next one it is asked again.
    told.tell('book 99, armed, book 94');
    expect(told.awaitsClock()).toBe(true);
    expect(told.tell('timer 1000')).toEqual(['arm #4 10 stop 95 target 110']);
  });
});

describe('a crash', () => {
  it('is put off by a second at most when quotes go on coming', () => {
    const told = after(`${HELD}, book 94`);
    let waitedMs = 0;
    for (; told.submitted.size === 1 && waitedMs < 10_000; waitedMs += 100) told.tell('timer 100, book 90');
    expect(waitedMs).toBe(1000);
  });

  it('that comes in steps is not put off at all', () => {
    expect(after(HELD).tell('book 98.1, book 96.3, book 94.9')).toEqual(STOPPED);
  });

  it('that is traded is not put off at all', () => {
    expect(after(HELD).tell('quote 20')).toEqual(STOPPED);
  });

  it('goes on being one when the stop was passed before the second quote', () => {
    expect(after(`${HELD}, book 97`).tell('timer 1000, book 94')).toContain(STOPPED[0]);
  });
});

describe('what counts as far', () => {
  const LEFT = ['submit sell 10 protectiveExit: strategy-levels'];

  it.each([
    ['not two percent', 98, 'quote 100', LEFT],
    ['more', 97.99, 'quote 100', ['warning oddQuote']],
    ['two percent of the latest price believed', 98, 'book 99, book 100', LEFT],
  ])('is %s', (_what, bid, before, commands) => {
    const told = after(`candle 100 buy stop 98.5, fill, armed, ${before}`);
    expect(told.tell(`book ${bid}`)).toEqual(commands);
  });

  it('is three times the usual range where that is more', () => {
    // An ATR of 6 from 97 to 103, and 5.57 with the candle of the entry: three times that is 16.7.
    const calm = Array.from({ length: 20 }, () => 'candle 100 high 103 low 97').join(', ');
    const wild = { exits: { stopLossRatio: 0.1 } };
    expect(after(`${calm}, ${HELD}`, wild).tell('book 84')).toEqual(STOPPED);
    expect(after(`${calm}, ${HELD}`, wild).tell('book 83')).toEqual(['warning oddQuote']);
  });

  it('is nothing before the first price', () => {
    expect(after('book 50', both).tell('candle 100 buy, fill, armed')).toHaveLength(2);
  });

  it('of one instrument says nothing of another', () => {
    const told = after('candle 100 buy, candle 50 ETH buy, fill of c0-0, fill of c0-1, armed, armed lane 1', {
      lanes: ['BTC/USDT', 'ETH/USDT'],
      instruments: [BTC, ETH],
    });
    expect(told.tell('book 40 ETH')).toEqual(['warning oddQuote']);
    expect(told.tell('timer 999, book 94')).toEqual(['warning oddQuote']);
    expect(told.tell('timer 1, book 40 ETH')).toEqual([
      'lane 1: arm #2 20 stop 47.5 target -',
      'lane 1: submit sell 20 protectiveExit: stop-loss',
    ]);
  });

  it('holds for every lane of the instrument', () => {
    const told = after('candle 100 buy / buy, fill of c0-0, fill of c0-1, armed, armed lane 1', {
      lanes: ['BTC/USDT', 'BTC/USDT'],
    });
    expect(told.tell('book 94, candle 97 low 94').filter((line) => line.includes('submit'))).toEqual([
      'submit sell 10 protectiveExit: stop-loss',
      'lane 1: submit sell 10 protectiveExit: stop-loss',
    ]);
  });
});
