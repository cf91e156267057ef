/** What an explanation says of a strategy that assesses itself, or does not. */
import { describe, expect, it } from 'vitest';
import { scripted } from '../../../test/support/build.ts';
import type { JournalEntry } from '../../domain/events/events.ts';
import type { Assessment, OnCandle } from '../strategies/api/index.ts';
import { Engine } from './index.ts';
import { after, toldEngine } from './testing/told-engine.ts';

const SCORES = { score: 0.7, scoreBlended: 0.6, confidence: 0.4, regime: 'bull', explain: {} } as const;

function assessed(assessment: Assessment, onCandle: OnCandle = () => undefined) {
  const strategy = scripted({}, { setup: () => ({ onCandle, assess: () => assessment }) });
  const model = { name: 'oracle', version: '7', score: () => undefined };
  return toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {}, model }] });
}

/** Says by its score how many candles it has been told. */
function countingCandles() {
  let seen = 0;
  const onCandle = () => {
    seen += 1;
    return undefined;
  };
  return { onCandle, assess: () => ({ ...SCORES, scoreBlended: seen / 10 }) };
}

describe('an explanation', () => {
  it('has nothing of a strategy that says nothing of itself', () => {
    expect(after('candle 100').explain().explain).toMatchObject({
      signals: {},
      weights: {},
      thresholds: {},
      blocks: [],
      model: null,
    });
  });

  it('has nothing of what an assessment leaves out', () => {
    const told = assessed(SCORES);
    told.tell('candle 100');
    const { weights, thresholds } = told.explain().explain;
    expect([weights, thresholds]).toEqual([{}, {}]);
    expect(told.explain()).toMatchObject({
      score: 0.7,
      scoreBlended: 0.6,
      confidence: 0.4,
      regime: 'bull',
      reason: 'no entry signal',
      explain: { weights: {}, thresholds: {}, blocks: [], model: { name: 'oracle', version: '7' } },
    });
  });

  it('names the model that the strategy says it asked', () => {
    const told = assessed({ ...SCORES, explain: { model: { name: 'own', version: '1' } } });
    told.tell('candle 100');
    expect(told.explain().explain.model).toEqual({ name: 'own', version: '1' });
  });

  it('does not ask a strategy that has stopped', () => {
    const told = assessed({ ...SCORES, reason: 'all is well' }, () => {
      throw new Error('division by zero');
    });
    told.tell('candle 100');
    expect(told.explain()).toMatchObject({ score: 0.5, regime: 'unknown' });
    expect(told.explain().reason).toContain('strategy is stopped: division by zero');
  });

  it('asks the strategy that was told all along where the candle is decided again', () => {
    const told = toldEngine({
      lanes: [{ symbol: 'BTC/USDT', strategy: scripted({}, { setup: countingCandles }), parameters: {} }],
    });
    told.tell('candle 100, candle 100');
    const other = new Engine(told.settings);
    for (const entry of told.entries) other.fold(entry, undefined);
    told.tell('candle 100');
    const again = other.rehearse(told.entries.at(-1) as JournalEntry, undefined);
    expect(again.explain(0)).toMatchObject({ scoreBlended: 0.3, regime: 'bull' });
  });

  it('fails again where the strategy fails when the candle is decided again', () => {
    const told = assessed(SCORES, () => {
      throw new Error('division by zero');
    });
    const other = new Engine(told.settings);
    for (const entry of told.entries) other.fold(entry, undefined);
    told.tell('candle 100');
    const again = other.rehearse(told.entries.at(-1) as JournalEntry, undefined);
    expect(again.explain(0)?.reason).toContain('strategy is stopped: division by zero');
  });
});
