import { describe, expect, it } from 'vitest';
import { scripted } from '../../../../test/support/build.ts';
import type { Assessment } from '../../strategies/api/index.ts';
import { type ToldEngine, toldEngine } from '../testing/told-engine.ts';

const ESCAPE = '\x1b[2Jgone\n\u202e';
const SEEN = String.raw`\x1b[2Jgone\n\u202e`;
const LONG = `${ESCAPE}${'x'.repeat(5_000_000)}`;

function talking(words: string, assess?: () => Assessment): ToldEngine {
  const strategy = scripted(
    {},
    {
      setup: () => ({
        onCandle: ({ index, enterLong, exit }) => {
          if (index === 0) return enterLong({ reason: words, tag: words });
          if (index === 1) return exit({ reason: words, tag: words });
          if (index === 2) throw new Error(words);
          return undefined;
        },
        ...(assess && { assess }),
      }),
    },
  );
  return toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }] });
}

describe('the words of a strategy', () => {
  it('reach orders, notices and explanations bounded and visible', () => {
    const told = talking(LONG);
    told.tell('candle 100, fill, armed, candle 100, fill of c0-1');
    for (const { reason, tag } of told.submitted.values()) {
      expect(reason.startsWith(SEEN)).toBe(true);
      expect(reason).toMatch(/… \(5000010 characters\)$/);
      expect(reason.length).toBeLessThanOrEqual(500);
      expect(tag?.length).toBeLessThanOrEqual(100);
    }
    expect(told.submitted.size).toBe(2);
    const [notice = ''] = told.notices('candle 100');
    expect(notice).toContain(`: ${SEEN}`);
    expect(notice.length).toBeLessThan(1000);
    expect(told.explain().reason.length).toBeLessThan(1000);
  });

  it('are as they were written where there is nothing to change', () => {
    const told = talking('über 20 % above');
    told.tell('candle 100');
    expect([...told.submitted.values()]).toMatchObject([{ reason: 'über 20 % above', tag: 'über 20 % above' }]);
  });

  it('may fill an assessment without filling a database', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`signal ${at}`, at]));
    const told = talking('x', () => ({
      score: 0.5,
      scoreBlended: 0.5,
      confidence: 0,
      regime: 'unknown',
      reason: LONG,
      explain: {
        signals: { [LONG]: LONG, ...many },
        context: { note: LONG },
        blocks: [{ rule: 'r', code: LONG, message: LONG }],
        model: { name: LONG, version: '1' },
      },
    }));
    told.tell('candle 100, fill, armed, candle 100, fill of c0-1');
    const decision = told.explain();
    expect(JSON.stringify(decision).length).toBeLessThan(20_000);
    expect(decision.explain.context['note']).toContain(SEEN);
    expect(decision.explain.signals['signal 7']).toBe(7);
    expect(decision.explain.model?.version).toBe('1');
    expect(decision.explain.blocks[0]?.rule).toBe('r');
  });

  it.each([
    ['the tag is not', 'plain', ESCAPE],
    ['the reason is not', ESCAPE, 'plain'],
  ])('are made visible also where only %s plain', (_which, reason, tag) => {
    const strategy = scripted({ 0: (context) => context.enterLong({ reason, tag }) });
    const told = toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }] });
    told.tell('candle 100');
    expect([...told.submitted.values()]).toMatchObject([
      { reason: reason === ESCAPE ? SEEN : reason, tag: tag === ESCAPE ? SEEN : tag },
    ]);
  });

  it('name at most two hundred signals', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`signal ${at}`, at]));
    const explain = { signals: many };
    const given = { score: 0, scoreBlended: 0, confidence: 0, regime: 'unknown', reason: 'x', explain };
    const { signals } = talking('x', () => given as unknown as Assessment).explain().explain;
    const names = Object.keys(signals).filter((name) => name.startsWith('signal '));
    expect([names.length, names.at(-1)]).toEqual([200, 'signal 199']);
  });

  it('that are no words are none', () => {
    const given = { score: 0.5, scoreBlended: 0.5, confidence: 0, regime: 'unknown', reason: 7, explain: {} };
    const told = talking('x', () => given as unknown as Assessment);
    expect(told.explain().reason).toBe('no entry signal');
  });
});
