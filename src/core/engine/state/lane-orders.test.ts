/** What a lane remembers of its orders: names of exits, coins that are awaited, buys that nobody wishes any more. */
import { describe, expect, it } from 'vitest';
import { shortHash } from '../../../domain/short-hash.ts';
import { after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
const WIDE = { exits: { stopLossRatio: 0.5 } };

/** Of the exits alone: the first order is the entry. */
function decisions(steps: string): readonly string[] {
  return [...after(steps).submitted.values()].slice(1).map(({ decisionId }) => decisionId);
}

describe('the decision that an exit carries', () => {
  const { id } = after(`${HELD}, candle 100`).explain();

  it.each([
    ['that of its candle', '', [id]],
    ['another one for each that follows on it', 'reject, timer 0, reject, timer 1000', [id, 'exit:1', 'exit:2']],
    ['the same for one that never arrived', 'unknown, absent', [id, id]],
    ['another one after one that was made again', 'unknown, absent, reject, timer 1000', [id, id, 'exit:1']],
  ])('is %s', (_what, steps, expected) => {
    const named = expected.map((name) => (name === id ? id : shortHash(`${id}:${name}`)));
    expect(decisions(`${HELD}, candle 100 sell${steps === '' ? '' : `, ${steps}`}`)).toEqual(named);
  });

  it('is that of the next candle there', () => {
    const told = after(`${HELD}, candle 100 sell, reject, candle 100 sell`);
    expect(told.submitted.get('c0-2')?.decisionId).toBe(told.explain().id);
    expect(told.explain().id).not.toBe(id);
  });
});

describe('a buy that rested when everything was wished gone', () => {
  it('has what it brings of late sold', () => {
    const told = after('candle 100 rest a:buy:95:10, accept, operator close all, canceled', WIDE);
    expect(told.tell('fill 3 @ 95').at(-1)).toBe('submit sell 3 operatorExit: operator: because');
  });
});

describe('coins that a sale at rest holds', () => {
  it('are awaited a second, each time that an exit needs them', () => {
    const told = after(`${HELD}, candle 100 rest s:sell:110:8, accept`, WIDE);
    expect(told.tell('candle 100 sell 0.5')).toEqual(['cancel c0-1']);
    expect(told.tell('canceled of c0-1')).toContain('submit sell 5 signalExit: test exit');
    told.tell('fill, armed, candle 100 rest s:sell:110:4, canceled of c0-3, accept of c0-4');
    expect(told.tell('candle 100 sell 0.6')).toEqual(['cancel c0-4']);
    expect(told.tell('timer 999')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['submit sell 1 signalExit: test exit']);
  });

  it('are what it has not sold yet', () => {
    const told = after(`${HELD}, candle 100 rest s:sell:110:8, accept, fill 3 @ 110, armed`, WIDE);
    expect(told.tell('candle 100 sell 0.25')).toEqual(['submit sell 1.75 signalExit: test exit']);
  });
});
