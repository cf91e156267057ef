import { describe, expect, it } from 'vitest';
import { scripted } from '../../../../test/support/build.ts';
import type { Intent } from '../../strategies/api/index.ts';
import { toldEngine } from '../testing/told-engine.ts';

const enter = (changes: Readonly<Record<string, unknown>>) => ({ kind: 'enterLong', reason: 'x', ...changes });
const exit = (changes: Readonly<Record<string, unknown>>) => ({ kind: 'exit', reason: 'x', ...changes });

function answering(answer: unknown) {
  const strategy = scripted({ 0: () => answer as Intent });
  return toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }] });
}

describe('what a strategy returns stops it, and says what would be right', () => {
  it.each([
    [
      'null',
      null,
      'onCandle must return an intent or undefined, value was null; use enterLong({reason}) or exit({reason})',
    ],
    [
      'a text',
      'buy',
      'onCandle must return an intent or undefined, value was "buy"; use enterLong({reason}) or exit({reason})',
    ],
    [
      'a number',
      42,
      'onCandle must return an intent or undefined, value was 42; use enterLong({reason}) or exit({reason})',
    ],
    ['a promise', Promise.resolve(), "an intent's kind must be enterLong, exit or rest, value was undefined"],
    ['no kind', {}, "an intent's kind must be enterLong, exit or rest, value was undefined"],
    [
      'another kind',
      { kind: 'short', reason: 'x' },
      'an intent\'s kind must be enterLong, exit or rest, value was "short"',
    ],
    ['an entry without a reason', { kind: 'enterLong' }, 'an intent needs a reason in words, value was undefined'],
    ['an empty reason', enter({ reason: '' }), 'an intent needs a reason in words, value was ""'],
    ['a reason that is no text', exit({ reason: 7 }), 'an intent needs a reason in words, value was 7'],
    ['a tag that is no text', enter({ tag: 7 }), "an intent's tag must be text, value was 7"],
    ['a share of nothing', exit({ share: 0 }), 'share must be above 0, at most 1, value was 0'],
    ['a share of more than all', exit({ share: 1.01 }), 'share must be above 0, at most 1, value was 1.01'],
    ['a share that is no number', exit({ share: Number.NaN }), 'share must be above 0, at most 1, value was NaN'],
    ['a negative share', exit({ share: -0.5 }), 'share must be above 0, at most 1, value was -0.5'],
    ['a share in words', exit({ share: 'half' }), 'share must be above 0, at most 1, value was "half"'],
    [
      'a time in force nobody knows',
      enter({ timeInForce: 'day' }),
      'timeInForce must be gtc, ioc, fok or postOnly, value was "day"',
    ],
    ['a limit of zero', enter({ limitPrice: 0 }), 'limitPrice must be a positive price, value was 0'],
    [
      'a limit without end',
      enter({ limitPrice: Number.POSITIVE_INFINITY }),
      'limitPrice must be a positive price, value was Infinity',
    ],
    [
      'a stop that does not exist',
      enter({ stopPrice: Number.NaN }),
      'stopPrice must be a positive price, value was NaN',
    ],
    ['a null stop', enter({ stopPrice: null }), 'stopPrice must be a positive price, value was null'],
    ['a stop in words', enter({ stopPrice: '95' }), 'stopPrice must be a positive price, value was "95"'],
    ['a negative target', enter({ targetPrice: -1 }), 'targetPrice must be a positive price, value was -1'],
  ])('%s', (_what, answer, problem) => {
    const told = answering(answer);
    expect(told.tell('candle 100')).toEqual(['critical strategyStopped']);
    expect(told.explain().reason).toContain(problem);
  });

  it('shown in its first eighty characters', () => {
    const told = answering('x'.repeat(1000));
    told.tell('candle 100');
    expect(told.explain().reason).toContain(`value was "${'x'.repeat(79)};`);
  });
});

describe('what a strategy returns is acted on', () => {
  it.each([
    ['nothing', undefined, []],
    ['an entry', enter({}), ['submit buy 10 entry']],
    [
      'an entry with everything',
      enter({ limitPrice: 90, stopPrice: 80, targetPrice: 120, timeInForce: 'postOnly' }),
      ['submit buy 11.1111 at 90 postOnly entry'],
    ],
    [
      'an entry with absent values',
      enter({ limitPrice: undefined, stopPrice: undefined, timeInForce: undefined }),
      ['submit buy 10 entry'],
    ],
    ['an exit of nothing', exit({ share: 1 }), []],
  ])('%s', (_what, answer, commands) => {
    const told = answering(answer);
    expect(told.tell('candle 100')).toEqual(commands);
    expect(told.explain().reason).not.toContain('stopped');
  });

  it('with its tag', () => {
    const told = answering(enter({ tag: 'breakout' }));
    told.tell('candle 100');
    expect(told.submitted.get('c0-0')?.tag).toBe('breakout');
  });
});
