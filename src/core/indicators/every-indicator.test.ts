/** What holds for every indicator, taken from the registry: a new one is covered without a line here. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candle } from '../../domain/market/candle.ts';
import { decodeSaved, encodeSaved } from '../../domain/saved.ts';
import type { Indicator, IndicatorName } from './index.ts';
import { acceptsNone, createIndicator as create, furtherParameters, indicatorNames, linesOf } from './testing.ts';

/** These forget nothing; every other indicator must depend on its last `warmUp` candles only. */
const remembersAll: ReadonlySet<IndicatorName> = new Set(['ema', 'rsi', 'macd', 'atr', 'adx', 'keltner', 'obv']);

describe.each(indicatorNames)('%s', (name) => {
  it('brings the first value of every line with candle number warmUp, and finite ones from there on', () => {
    fc.assert(
      fc.property(parametersOf(name), market(110), (parameters, candles) => {
        const indicator = create(name, parameters);
        const missing = candles.map((candle) => {
          indicator.update(candle);
          return linesOf(indicator).map(({ current }) =>
            Number.isNaN(current) ? 'missing' : Number.isFinite(current),
          );
        });
        const expected = candles.map((_, index) =>
          linesOf(indicator).map(() => (index + 1 < indicator.warmUp ? 'missing' : true)),
        );
        expect(missing).toEqual(expected);
      }),
    );
  });

  it('continues bit for bit after its state was saved and restored at any candle', () => {
    fc.assert(
      fc.property(parametersOf(name), market(110), fc.nat(110), (parameters, candles, cut) => {
        const original = create(name, parameters);
        for (const candle of candles.slice(0, cut)) original.update(candle);
        const state = original.save();
        const untouched = encodeSaved(state);
        const atCut = lineBits(original);
        // The original goes on first: a state that shared memory with it would change under the restored instance.
        const expected = candles.slice(cut).map((candle) => step(original, candle));
        expect(encodeSaved(state)).toBe(untouched);

        const restored = create(name, parameters);
        restored.restore(decodeSaved(untouched));
        expect(lineBits(restored)).toEqual(atCut);
        expect(encodeSaved(restored.save())).toBe(untouched);
        expect(candles.slice(cut).map((candle) => step(restored, candle))).toEqual(expected);
        expect(encodeSaved(restored.save())).toBe(encodeSaved(original.save()));
      }),
    );
  });

  it('knows nothing of later candles and keeps no reference to the caller’s object', () => {
    fc.assert(
      fc.property(parametersOf(name), market(80), fc.nat(80), (parameters, candles, length) => {
        const whole = create(name, parameters);
        const reused = { openTimeMs: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
        const values = candles.map((candle) => step(whole, Object.assign(reused, candle)));
        const truncated = create(name, parameters);
        const prefix = candles.slice(0, length).map((candle) => step(truncated, { ...candle }));
        expect(values.slice(0, length)).toEqual(prefix);
      }),
    );
  });

  it('holds the value before the current one in `previous`', () => {
    fc.assert(
      fc.property(parametersOf(name), market(80), (parameters, candles) => {
        const indicator = create(name, parameters);
        for (const candle of candles) {
          const before = linesOf(indicator).map(({ current }) => current);
          indicator.update(candle);
          expect(linesOf(indicator).map(({ previous }) => previous)).toEqual(before);
        }
      }),
    );
  });

  it('answers the same after half a million wild candles as if they had never been', () => {
    if (remembersAll.has(name)) return;
    const random = randomFrom(7);
    const worn = create(name, [13]);
    const wild = { openTimeMs: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
    for (let index = 0; index < 500_000; index += 1) {
      const scale = 10 ** (8 * random() - 4);
      worn.update(
        Object.assign(wild, candleAround(scale, random), { openTimeMs: index * 60_000, volume: 1e9 * scale }),
      );
    }
    const calm = Array.from({ length: worn.warmUp + 20 }, (_, index) => ({
      ...candleAround(0.01, random),
      openTimeMs: (500_000 + index) * 60_000,
      volume: random(),
    }));
    const fresh = create(name, [13]);
    const expected = calm.map((candle) => stepValues(fresh, candle));
    const actual = calm.map((candle) => stepValues(worn, candle));
    for (let index = worn.warmUp - 1; index < calm.length; index += 1) {
      actual[index]?.forEach((value, line) => {
        const right = expected[index]?.[line] ?? Number.NaN;
        expect(Math.abs(value - right)).toBeLessThanOrEqual(1e-11 * Math.abs(right));
      });
    }
  });

  it('refuses a period that is not a whole number in range', () => {
    if (name === 'obv') return;
    for (const period of [0, -3, 2.5, Number.NaN, Number.POSITIVE_INFINITY, 1e7, '20']) {
      expect(() => create(name, [period])).toThrow(RangeError);
      expect(() => create(name, [period])).toThrow(
        new RegExp(`^${name} \\w+ must be a whole number from \\d+ to \\d+, value was ${period}$`),
      );
    }
  });
});

/** Factories that accept no parameters at all are also run without any. */
function parametersOf(name: IndicatorName): fc.Arbitrary<readonly unknown[]> {
  const period = fc.integer({ min: 2, max: 12 }).map((value): readonly unknown[] => [value]);
  const further = furtherParameters[name] ?? [];
  const withoutAny = acceptsNone(name) ? [[]] : [];
  return fc.oneof(period, ...[...further, ...withoutAny].map((parameters) => fc.constant(parameters)));
}

function step(indicator: Indicator, candle: Candle): readonly string[] {
  indicator.update(candle);
  return lineBits(indicator);
}

function lineBits(indicator: Indicator): readonly string[] {
  return bits(Float64Array.from(linesOf(indicator).flatMap(({ current, previous }) => [current, previous])));
}

function stepValues(indicator: Indicator, candle: Candle): readonly number[] {
  indicator.update(candle);
  return linesOf(indicator).map(({ current }) => current);
}

function bits(numbers: Float64Array): readonly string[] {
  return Array.from(new BigUint64Array(numbers.buffer, numbers.byteOffset, numbers.length), (word) =>
    word.toString(16),
  );
}

/** Up to `length` candles in ticks: standing prices, jumps, empty volumes, cheap and dear coins. */
function market(length: number): fc.Arbitrary<readonly Candle[]> {
  const move = fc.oneof(
    { weight: 1, arbitrary: fc.constant({ change: 0, up: 0, down: 0, volume: 0 }) },
    {
      weight: 4,
      arbitrary: fc.record({
        change: fc.integer({ min: -40, max: 40 }),
        up: fc.nat(20),
        down: fc.nat(20),
        volume: fc.double({ min: 0, max: 1e6, noNaN: true }),
      }),
    },
  );
  const tick = fc.constantFrom(1e-10, 0.0001, 0.01, 10);
  return fc.tuple(fc.array(move, { maxLength: length, size: 'max' }), tick).map(([moves, tickSize]) => {
    let close = 1000;
    return moves.map(({ change, up, down, volume }, index) => {
      const open = close;
      close = Math.max(30, open + change);
      const high = (Math.max(open, close) + up) * tickSize;
      const low = (Math.min(open, close) - down) * tickSize;
      const openTimeMs = index * 3_600_000;
      return { openTimeMs, open: open * tickSize, high, low, close: close * tickSize, volume };
    });
  });
}

function candleAround(price: number, random: () => number): Omit<Candle, 'openTimeMs' | 'volume'> {
  const open = price * (1 + 0.01 * random());
  const close = price * (1 + 0.01 * random());
  return { open, close, high: Math.max(open, close) * (1 + 0.01 * random()), low: Math.min(open, close) * 0.99 };
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
