import { describe, expect, it } from 'vitest';
import { scripted } from '../../../../test/support/build.ts';
import type { Assessment } from '../../strategies/api/index.ts';
import { after, toldEngine } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';

describe('the explanation of the latest candle', () => {
  it.each([
    ['nothing to do', 'candle 100', 'hold', 'no entry signal', 0.5],
    ['a position to keep', `${HELD}, candle 100`, 'hold', 'no reason to leave the position', 0.5],
    ['an entry', 'candle 100 buy', 'buy', 'test entry', 1],
    ['an entry that was denied', 'operator halted, candle 100 buy', 'buy', 'test entry', 1],
    ['an exit', `${HELD}, candle 100 sell`, 'sell', 'test exit', 0],
    ['a stop after the candle', `${HELD}, quote 95`, 'sell', 'stop-loss', 0],
    ['an operator’s exit', `${HELD}, operator close 0`, 'sell', 'operator: because', 0],
    ['the candle after an entry', 'candle 100 buy, candle 100', 'hold', 'no entry signal', 0.5],
    ['the candle after a denial', 'operator halted, candle 100 buy, candle 100', 'hold', 'no entry signal', 0.5],
  ])('of %s', (_what, given, action, reason, score) => {
    const decision = after(given).explain();
    expect(decision).toMatchObject({ action, reason, score, scoreBlended: score, regime: 'unknown' });
    expect(decision.confidence).toBe(Math.abs(score - 0.5) * 2);
  });

  it('is the same however often it is asked for', () => {
    const told = after(`${HELD}, candle 100 sell`);
    expect(told.explain()).toEqual(told.explain());
  });

  it('has its surroundings as context', () => {
    expect(after('candle 100 buy, fill, armed').explain().explain.context).toEqual({
      symbol: 'BTC/USDT',
      strategy: 'wishful',
      candleOpenTimeMs: Date.UTC(2024, 0, 1),
      price: 100,
      equity: 10_000,
      tradingState: 'active',
      position: 10,
      entryPrice: 100,
      stopPrice: 95,
      targetPrice: null,
      guard: 'protected',
      order: 'c0-0',
    });
  });

  it('has null for what does not exist', () => {
    expect(toldEngine().explain().explain.context).toMatchObject({
      price: null,
      position: 0,
      entryPrice: null,
      stopPrice: null,
      guard: 'flat',
      order: null,
    });
  });

  it('has the blocks of a denial, and none afterwards', () => {
    const told = after('storage off, candle 100 buy');
    expect(told.explain().explain.blocks).toEqual([
      {
        rule: 'storage-writable',
        code: 'storageWritable',
        message: 'the journal is not writable: it must be writable before new risk is taken',
        limit: 'writable',
        value: 'not writable',
      },
    ]);
    told.tell('candle 100');
    expect(told.explain().explain.blocks).toEqual([]);
  });

  it('of a lane that does not exist does not exist', () => {
    expect(toldEngine().engine.explain(1)).toBeUndefined();
  });
});

describe('a decision’s id', () => {
  it('is the same in every run that decides about the same candle, and seven characters long', () => {
    const [one, other] = [after('candle 100'), after('candle 300 buy')];
    expect(one.explain().id).toBe(other.explain().id);
    expect(one.explain().id).toHaveLength(7);
  });

  it('is another with another candle and with another lane', () => {
    const told = after('candle 100', { lanes: ['BTC/USDT', 'BTC/USDT'] });
    const ids = [told.explain(0).id, told.explain(1).id];
    told.tell('candle 100');
    expect(new Set([...ids, told.explain(0).id, told.explain(1).id]).size).toBe(4);
  });

  it('is what the order carries', () => {
    const told = after('candle 100 buy');
    expect(told.submitted.get('c0-0')?.decisionId).toBe(told.explain().id);
  });
});

describe('a strategy that assesses itself', () => {
  const assessment: Assessment = {
    score: 0.7,
    scoreBlended: 0.6,
    confidence: 0.4,
    regime: 'bull',
    reason: 'not convinced',
    explain: {
      signals: { momentum: 3, 'sma(2)': -1 },
      weights: { momentum: 1 },
      thresholds: { buy: 0.8 },
      blocks: [{ rule: 'own', code: 'own', message: 'of its own' }],
      context: { symbol: 'renamed', mood: 'calm' },
    },
  };

  function assessing(warmUp = 1) {
    let asked = 0;
    const strategy = scripted(
      {},
      {
        setup: ({ indicators }) => {
          indicators.sma(2);
          indicators.sma(warmUp);
          return {
            onCandle: (context) => (context.candle.close > 150 ? context.enterLong({ reason: 'high' }) : undefined),
            assess: () => {
              asked += 1;
              return assessment;
            },
          };
        },
      },
    );
    const model = { name: 'oracle', version: '7', score: () => undefined };
    const told = toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {}, model }] });
    return { told, asked: () => asked };
  }

  it('is believed about its scores, its regime and why it held', () => {
    const { told } = assessing();
    told.tell('candle 100, candle 100');
    expect(told.explain()).toMatchObject({
      action: 'hold',
      reason: 'not convinced',
      score: 0.7,
      scoreBlended: 0.6,
      confidence: 0.4,
      regime: 'bull',
    });
  });

  it('adds to what the engine explains, and has the last word on it', () => {
    const { told } = assessing();
    told.tell('candle 100, candle 102');
    const { explain } = told.explain();
    expect(explain.signals).toEqual({ 'sma(1)': 102, 'sma(2)': -1, momentum: 3 });
    expect(explain.context).toMatchObject({ symbol: 'renamed', mood: 'calm', price: 102 });
    expect([explain.weights, explain.thresholds]).toEqual([{ momentum: 1 }, { buy: 0.8 }]);
    expect(explain.model).toEqual({ name: 'oracle', version: '7' });
  });

  it('has its own blocks before those of a denial', () => {
    const { told } = assessing();
    told.tell('operator halted, candle 100, candle 200');
    expect(told.explain().reason).toBe('high');
    expect(told.explain().explain.blocks.map(({ code }) => code)).toEqual(['own', 'tradingState']);
  });

  it('is not asked while nobody asks', () => {
    const { told, asked } = assessing();
    told.tell('candle 100, candle 100, candle 100');
    expect(asked()).toBe(0);
  });

  it('is not asked before its indicators are warm', () => {
    const { told, asked } = assessing(3);
    told.tell('candle 100, candle 100');
    expect(told.explain()).toMatchObject({ action: 'hold', reason: 'indicators are warming up', score: 0.5 });
    expect(asked()).toBe(0);
    told.tell('candle 100');
    expect(told.explain().reason).toBe('not convinced');
  });
});

describe('a decision is heard of', () => {
  it.each([
    ['when it became an order', 'candle 100', 'candle 100 buy', ['decided buy, order c0-0', 'order c0-0 submitted']],
    ['when it was denied', 'operator halted', 'candle 100 buy', ['denied tradingState', 'decided buy, order -']],
    ['when it is an exit', HELD, 'candle 100 sell', ['decided sell, order c0-1', 'order c0-1 submitted']],
    ['not when there was none', HELD, 'candle 100', []],
  ])('%s', (_when, given, step, heard) => {
    expect(after(given).hear(step)).toEqual(heard);
  });
});
