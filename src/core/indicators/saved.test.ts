/** A saved indicator goes on as if nothing had happened, whichever it is; a new one is covered without a line here. */
import { describe, expect, it } from 'vitest';
import { seededRandom, walk } from '../../../test/support/synthetic-candles.ts';
import { MINUTE_MS } from '../../domain/durations.ts';
import type { Candle } from '../../domain/market/candle.ts';
import { type Saved, UnreadableSave, decodeSaved, encodeSaved } from '../../domain/saved.ts';
import type { Indicator, IndicatorName } from './index.ts';
import { acceptsNone, createIndicator, furtherParameters, indicatorNames, linesOf } from './testing.ts';

/** Long windows and long warm-ups, beside those that every test uses. */
const LONG: Partial<Record<IndicatorName, readonly (readonly unknown[])[]>> = {
  macd: [[30, 90, 40]],
  stochastic: [[90, 20, 33]],
  keltner: [[20, 2.25, 100]],
  bollinger: [[97, 0.5]],
  donchian: [[97, { excludeCurrent: true }]],
};

const cases = indicatorNames.flatMap((name) => {
  const given: (readonly unknown[])[] = [...(furtherParameters[name] ?? []), ...(LONG[name] ?? [])];
  if (acceptsNone(name)) given.push([]);
  if (name !== 'obv') given.push([2], [7], [20], [64]);
  return given.filter(isAllowed(name)).map((parameters) => ({ name, parameters }));
});

describe.each(cases)('$name $parameters', ({ name, parameters }) => {
  const candles = stormyAndFlat(600);
  const { warmUp } = createIndicator(name, parameters);
  const cuts = [0, 1, Math.floor(warmUp / 2), warmUp - 1, warmUp, warmUp + 1, 2 * warmUp + 3, 120, 130, 190, 415, 599];

  it('continues as the undisturbed one does, wherever it was saved', () => {
    for (const cut of new Set(cuts)) {
      const undisturbed = createIndicator(name, parameters);
      const saved = createIndicator(name, parameters);
      for (const candle of candles.slice(0, cut)) {
        undisturbed.update(candle);
        saved.update(candle);
      }
      for (const [at, indicator] of [undisturbed, saved].flatMap((one) => linesOf(one)).entries()) {
        indicator.hold((at + cut) % 2 === 0 && cut % 3 !== 0);
      }
      const restored = createIndicator(name, parameters);
      restored.restore(throughText(saved.save()));
      expectAlike(restored, saved, cut);
      for (const [offset, candle] of candles.slice(cut).entries()) {
        saved.update(candle);
        restored.update(candle);
        expectAlike(restored, saved, cut + offset);
      }
      expect(encodeSaved(restored.save())).toBe(encodeSaved(saved.save()));
    }
  });

  it('refuses a damaged state, by name', () => {
    const full = createIndicator(name, parameters);
    for (const candle of candles) full.update(candle);
    const state = full.save() as readonly Saved[];
    const damaged: Saved[] = [null, 'text', 7, {}, [], [...state, 0], state.slice(0, -1), state.slice(1)];
    for (const [at, part] of state.entries()) {
      damaged.push(state.with(at, 'text'), state.with(at, null));
      if (isList(part)) damaged.push(state.with(at, [...part, 0]), state.with(at, part.slice(1)), state.with(at, 5));
      else damaged.push(state.with(at, [part]));
    }
    for (const saved of damaged) expectRefused(name, parameters, saved);
  });
});

describe('the state of another period', () => {
  it.each(indicatorNames.filter((name) => name !== 'obv'))('is refused by %s', (name) => {
    const candles = stormyAndFlat(60);
    for (const [mine, other] of [[5, 6] as const, [6, 5] as const]) {
      const saved = createIndicator(name, [other]);
      for (const candle of candles) saved.update(candle);
      expectRefused(name, [mine], saved.save());
    }
  });

  it.each<[IndicatorName, readonly unknown[], readonly unknown[]]>([
    ['macd', [12, 26, 9], [13, 25, 10]],
    ['stochastic', [3, 4, 2], [3, 2, 4]],
    ['stochastic', [5, 3, 3], [4, 4, 3]],
    ['keltner', [20, 2, 10], [20, 2, 11]],
    ['donchian', [6], [6, { excludeCurrent: false }]],
    ['vwap', [1], []],
    ['vwap', [], [1]],
  ])('that warms up as long or looks alike is refused as well: %s %j', (name, mine, other) => {
    expectRefused(name, mine, createIndicator(name, other).save());
  });

  it.each<[IndicatorName, number, number | undefined, string]>([
    ['sma', 5, 6, 'saved sma must be of one that warms up in 5 candles, was of 6'],
    ['obv', 0, undefined, 'saved obv must be a list, was null'],
  ])('is named: %s', (name, mine, other, message) => {
    const state = other === undefined ? null : createIndicator(name, [other]).save();
    expect(() => createIndicator(name, [mine]).restore(state)).toThrow(new UnreadableSave(message));
  });

  it.each([
    [-1, /^saved sma must be a whole number from 0 to 4, was -1$/],
    [5, /from 0 to 4, was 5$/],
    [1.5, /was 1.5$/],
    [Number.NaN, /was NaN$/],
  ])('and a place outside of the window: %d', (place, message) => {
    const state = createIndicator('sma', [5]).save() as readonly Saved[];
    const window = state.at(-1) as readonly Saved[];
    const damaged = [...state.slice(0, -1), window.with(0, place)];
    expect(() => createIndicator('sma', [5]).restore(damaged)).toThrow(message);
  });
});

it('the state of a usual set is small', () => {
  const usual: readonly (readonly [IndicatorName, readonly unknown[]])[] = [
    ['ema', [12]],
    ['ema', [26]],
    ['sma', [50]],
    ['rsi', []],
    ['macd', []],
    ['atr', []],
    ['bollinger', []],
    ['adx', []],
    ['donchian', []],
    ['volumeZScore', []],
  ];
  const running = usual.map(([name, parameters]) => createIndicator(name, parameters));
  for (const candle of stormyAndFlat(500)) for (const indicator of running) indicator.update(candle);
  expect(encodeSaved(running.map((indicator) => indicator.save())).length).toBeLessThan(6000);
});

function isAllowed(name: IndicatorName): (parameters: readonly unknown[]) => boolean {
  return (parameters) => {
    try {
      createIndicator(name, parameters);
      return true;
    } catch (error) {
      // A single period that others of its kind take, as a fast MACD of 64.
      if (parameters.length === 1 && error instanceof RangeError) return false;
      throw error;
    }
  };
}

/** A walk on a fine grid with outliers, in which the price stands still for a while, and nothing is traded for another. */
function stormyAndFlat(count: number): readonly Candle[] {
  const random = seededRandom(11);
  let flat: Candle | undefined;
  return walk({ seed: 5, count, volatility: 0.02, intervalMs: 15 * MINUTE_MS }).map((candle, at) => {
    const isFlat = at % 300 >= 100 && at % 300 < 160;
    flat = isFlat ? (flat ?? candle) : undefined;
    if (flat) {
      const price = flat.close;
      return { ...candle, open: price, high: price, low: price, close: price, volume: at % 300 < 130 ? 0 : 3 };
    }
    const scale = random() < 0.03 ? 50 + random() : 1 + random() / 1e6;
    const { openTimeMs, open, high, low, close } = candle;
    // A third leaves rounding in every sum.
    const volume = random() < 0.1 ? 0 : (candle.volume * random()) / 3;
    return { openTimeMs, open: open * scale, high: high * scale, low: low * scale, close: close * scale, volume };
  });
}

function throughText(saved: Saved): Saved {
  return decodeSaved(encodeSaved(saved));
}

function isList(saved: Saved): saved is readonly Saved[] {
  return Array.isArray(saved);
}

function valuesOf(indicator: Indicator): readonly unknown[] {
  return linesOf(indicator).flatMap(({ current, previous, isHeld, before }) => [current, previous, isHeld, before]);
}

function expectAlike(one: Indicator, other: Indicator, at: number): void {
  const [mine, theirs] = [valuesOf(one), valuesOf(other)];
  const isSame = mine.every((value, index) => Object.is(value, theirs[index]));
  if (!isSame) expect({ at, values: mine }).toStrictEqual({ at, values: theirs });
}

function expectRefused(name: IndicatorName, parameters: readonly unknown[], saved: Saved): void {
  const restore = () => createIndicator(name, parameters).restore(saved);
  expect(restore, encodeSaved(saved)).toThrow(UnreadableSave);
  expect(restore).toThrow(new RegExp(`^saved ${name}\\b`));
}
