import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Candle } from '../../../domain/market/candle.ts';
import { type CandleContext, boolean, choice, defineStrategy, integer, number, text } from './index.ts';

/** What follows is checked by the compiler: `tsc` fails when an expected error is none, or a type differs. */
describe('a strategy', () => {
  it('gets parameters of the types it declared', () => {
    const strategy = defineStrategy({
      name: 'typed',
      parameters: {
        period: integer({ from: 1, to: 9, default: 3 }),
        ratio: number({ from: 0, to: 1, default: 0.5 }),
        isEager: boolean({ default: true }),
        side: choice(['upper', 'lower'], { default: 'upper' }),
        file: text({ default: '' }),
      },
      setup({ parameters }) {
        expectTypeOf(parameters.period).toEqualTypeOf<number>();
        expectTypeOf(parameters.ratio).toEqualTypeOf<number>();
        expectTypeOf(parameters.isEager).toEqualTypeOf<boolean>();
        expectTypeOf(parameters.side).toEqualTypeOf<'upper' | 'lower'>();
        expectTypeOf(parameters.file).toEqualTypeOf<string>();
        expectTypeOf<keyof typeof parameters>().toEqualTypeOf<'period' | 'ratio' | 'isEager' | 'side' | 'file'>();
        // @ts-expect-error a parameter that was not declared
        void parameters.speed;
        // @ts-expect-error parameters are given, not set
        parameters.period = 4;
        return () => undefined;
      },
    });
    expect(strategy.parameters.side.options).toEqual(['upper', 'lower']);
  });

  it('must declare a default that is one of the options', () => {
    // @ts-expect-error `middle` is not an option
    expect(choice(['upper', 'lower'], { default: 'middle' }).options).not.toContain('middle');
  });

  it('reaches the closed candle and nothing of the open one', () => {
    expectTypeOf<keyof CandleContext>().toEqualTypeOf<
      'candle' | 'index' | 'position' | 'enterLong' | 'exit' | 'rest' | 'resting' | 'lots'
    >();
    expectTypeOf<CandleContext['candle']>().toEqualTypeOf<Candle>();
    const strategy = defineStrategy({
      name: 'curious',
      parameters: {},
      setup({ indicators }) {
        const average = indicators.ema(3);
        return (context) => {
          // @ts-expect-error there is no candle that has not closed
          expect(context.openCandle).toBeUndefined();
          // @ts-expect-error nor a list of candles to look ahead in
          expect(context.candles).toBeUndefined();
          // @ts-expect-error a line knows two values, no later one
          expect(average.next).toBeUndefined();
          // @ts-expect-error candles are read, not written
          context.candle.close = 1;
          return undefined;
        };
      },
    });
    expect(strategy.name).toBe('curious');
  });

  it('answers with an intent made by its context, or with nothing', () => {
    defineStrategy({
      name: 'answers',
      parameters: {},
      setup:
        () =>
        ({ position, enterLong, exit }) =>
          position
            ? exit({ reason: 'r', share: 0.5 })
            : enterLong({ reason: 'r', size: { kind: 'fixedQuote', quote: 5 } }),
    });
    defineStrategy({
      name: 'wrong',
      parameters: {},
      // @ts-expect-error a word is not an intent
      setup: () => () => 'buy',
    });
    // @ts-expect-error an intent without a reason cannot be explained
    const unreasoned: Parameters<CandleContext['enterLong']>[0] = { tag: 'x' };
    expect(unreasoned.reason).toBeUndefined();
  });
});
