import { describe, expect, it } from 'vitest';
import { BTC, ETH, after, toldEngine } from '../testing/told-engine.ts';

describe('an order whose outcome is unknown', () => {
  it('is looked up at once, then after 0.5, 1, 2, 4, 8 and 15 seconds, then every 15', () => {
    const told = toldEngine();
    expect(told.tell('candle 100 buy, unknown')).toContain('look up c0-0');
    for (const wait of [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]) {
      expect(told.tell(`timer ${wait - 1}`)).toEqual([]);
      expect(told.tell('timer 1')).toEqual(['look up c0-0']);
    }
  });

  it('is looked up no more often than planned, however often the clock ticks', () => {
    const told = toldEngine();
    told.tell('candle 100 buy, unknown');
    expect(told.tell('timer 300, timer 300, timer 300, timer 100')).toEqual(['look up c0-0']);
  });

  it('is looked up with the next candle as well', () => {
    const told = toldEngine();
    told.tell('candle 100 buy, unknown');
    expect(told.tell('candle 100')).toEqual(['look up c0-0']);
  });

  it('is looked up at once when it becomes unknown again, and the wait goes on growing', () => {
    const told = toldEngine();
    told.tell('candle 100 buy, unknown');
    expect(told.tell('unknown')).toEqual(['warning orderUnknown', 'look up c0-0']);
    expect(told.tell('timer 999')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['look up c0-0']);
  });

  it.each(['accept', 'fill 4', 'fill', 'reject', 'canceled', 'expired'])('is not looked up after %s', (answer) => {
    const told = toldEngine();
    told.tell(`candle 100 buy, unknown, ${answer}, armed`);
    expect(told.tell('timer 9000, armed, timer 9000')).not.toContain('look up c0-0');
  });

  it('is looked up with every other one, each at its own time', () => {
    const told = toldEngine({ lanes: ['BTC/USDT', 'BTC/USDT', 'BTC/USDT'] });
    told.tell('candle 100 buy / buy / buy, unknown of c0-0, timer 400, unknown of c0-1, unknown of c0-2');
    expect(told.tell('timer 100')).toEqual(['look up c0-0']);
    expect(told.tell('timer 400')).toEqual(['look up c0-1', 'look up c0-2']);
    expect(told.tell('timer 15000')).toEqual(['look up c0-0', 'look up c0-1', 'look up c0-2']);
  });

  it('denies further entries of its instrument until it is resolved, not of another', () => {
    const told = toldEngine({ instruments: [BTC, ETH], lanes: ['BTC/USDT', 'BTC/USDT', 'ETH/USDT'] });
    told.tell('candle 100 buy, unknown');
    expect(told.denials('candle 100 - / buy')).toEqual(['unknownOrder']);
    expect(told.tell('candle 50 ETH buy, reject')).toContain('lane 2: submit buy 20 entry');
    told.tell('reject of c0-0');
    expect(told.denials('candle 100 - / buy')).toEqual([]);
  });

  it('is never sent again', () => {
    const told = toldEngine();
    told.tell('candle 100 buy, unknown');
    const lines = Array.from({ length: 20 }, () => told.tell('timer 60000, candle 100'));
    expect(new Set(lines.flat())).toEqual(new Set(['look up c0-0']));
  });
});

const HOUR = 3_600_000;

function resting(answers: string) {
  return after(`candle 100 buy limit 90${answers}`, { orderMaxAgeMs: HOUR });
}

describe('a resting entry', () => {
  it('is canceled once it is older than the limit, not before', () => {
    const told = resting(', accept');
    expect(told.tell(`timer ${HOUR}`)).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['cancel c0-0']);
  });

  it('is as old as its first answer, whatever was heard of it since', () => {
    const told = resting('');
    told.tell(`timer 1000, accept, timer ${HOUR - 10}, accept, timer 5, fill 4, armed`);
    expect(told.tell('timer 5')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['cancel c0-0']);
  });

  it('is canceled with a candle as well', () => {
    const told = toldEngine({ orderMaxAgeMs: 59_999 });
    told.tell('candle 100 buy limit 90, accept');
    expect(told.tell('candle 100')).toEqual(['cancel c0-0']);
  });

  it('is asked to be canceled once', () => {
    const told = resting(', accept');
    told.tell(`timer ${HOUR + 1}`);
    expect(told.tell('timer 1000, timer 1000, candle 100')).toEqual([]);
  });

  it.each([
    ['submitted', '', []],
    ['unknown', ', unknown', ['look up c0-0']],
    ['open', ', accept', ['cancel c0-0']],
    ['partiallyFilled', ', fill 4, armed', ['cancel c0-0']],
    ['filled', ', fill, armed', []],
    ['canceled', ', canceled', []],
  ])('that is old and %s answers as it must', (_status, answers, then) => {
    expect(resting(answers).tell(`timer ${HOUR + 1}`)).toEqual(then);
  });

  it('counts its age from its arrival', () => {
    const told = after('candle 100 buy limit 95', { orderMaxAgeMs: 60_000 });
    told.tell('timer 50000, accept');
    expect(told.tell('timer 60000')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['cancel c0-0']);
  });

  it('is one with a limit price: a market order has no age', () => {
    const told = toldEngine({ orderMaxAgeMs: HOUR });
    told.tell('candle 100 buy, accept');
    expect(told.tell(`timer ${2 * HOUR}`)).toEqual([]);
  });

  it('each of several is canceled at its own age', () => {
    const told = toldEngine({ orderMaxAgeMs: HOUR, lanes: ['BTC/USDT', 'BTC/USDT'] });
    told.tell('candle 100 buy limit 90 / -, accept, candle 100 - / buy limit 91, accept');
    expect(told.tell(`timer ${HOUR - 60_000 + 1}`)).toEqual(['cancel c0-0']);
    expect(told.tell('timer 60000')).toEqual(['cancel c0-1']);
  });

  it('that filled before its cancel arrived is a position like any other', () => {
    const told = resting(', accept');
    told.tell(`timer ${HOUR + 1}`);
    expect(told.tell('fill @ 90')).toEqual(['arm #1 11.1111 stop 85.5 target -']);
  });
});
