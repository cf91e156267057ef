/** A market that was saved goes on as if nothing had happened, with all that it is made of. */
import { describe, expect, it } from 'vitest';
import { anInstrument } from '../../../../test/support/build.ts';
import { seededRandom, walk } from '../../../../test/support/synthetic-candles.ts';
import { MINUTE_MS } from '../../../domain/durations.ts';
import { type Saved, UnreadableSave, decodeSaved, encodeSaved } from '../../../domain/saved.ts';
import { type Indicator, type IndicatorName, Line } from '../../indicators/index.ts';
import { AtrMean } from './atr-mean.ts';
import { HigherTimeframe } from './higher-timeframe.ts';
import { IndicatorHub } from './indicator-hub.ts';
import { InstrumentMarket } from './instrument-market.ts';
import { QuoteTrust } from './quote-trust.ts';
import { ReturnWindow } from './return-window.ts';

type Use = readonly [minutes: number, name: IndicatorName, ...parameters: readonly unknown[]];
type Step = (market: InstrumentMarket) => void;

/** Two series that share their kinds of indicators, one of many kinds, and one asked for twice. */
const USES: readonly Use[] = [
  [1, 'ema', 9],
  [1, 'sma', 40],
  [1, 'rsi', 14],
  [1, 'macd'],
  [1, 'bollinger', 20, 2],
  [3, 'sma', 5],
  [15, 'donchian', 4],
  [3, 'atr', 14],
  [7, 'obv'],
];

class Watched {
  readonly market = new InstrumentMarket(anInstrument(), MINUTE_MS);
  readonly #indicators: Indicator[];

  constructor(uses: readonly Use[] = USES, watches: readonly string[] = ['atrMean', 'returns']) {
    this.#indicators = uses.map(([minutes, name, ...parameters]) =>
      this.market.series(minutes * MINUTE_MS).use(name, parameters),
    );
    if (watches.includes('atrMean')) this.market.watchAtrMean();
    if (watches.includes('returns')) this.market.watchReturns();
  }

  /** Everything that is read of a market. */
  seen(): readonly unknown[] {
    const { market } = this;
    const { trust, last, lastOpenTimeMs, candlesSinceGap, bid, ask, quotedMs, hasNewerQuote, atrMean } = market;
    const lines = this.#indicators.flatMap(({ output }) => (output instanceof Line ? [output] : Object.values(output)));
    const counts = USES.map(([minutes]) => market.series(minutes * MINUTE_MS).count);
    const believed = trust.reference(last, market.lastCloseTimeMs);
    const values = [...lines, market.atr].map((line) => [line.current, line.previous, line.before, line.isHeld]);
    return [
      { last, lastOpenTimeMs, candlesSinceGap, bid, ask, quotedMs, hasNewerQuote },
      { mean: atrMean?.current, odd: trust.odd, isWaiting: trust.isWaiting, believed },
      { correlation: market.returns.correlation(OTHER_RETURNS), counts, values },
    ];
  }
}

const candles = walk({ seed: 3, count: 420, volatility: 0.01 });

const OTHER_RETURNS = new ReturnWindow();
for (const [at, { openTimeMs, close }] of candles.entries()) {
  if (at % 5 !== 0) OTHER_RETURNS.push(openTimeMs, 1 + Math.sin(close));
}

/** Candles with some missing, late or told twice; quotes, odd ones among them; ends of intervals. */
function story(): readonly Step[] {
  const random = seededRandom(21);
  return candles.flatMap((candle, at): Step[] => {
    const [isMissing, oddity, isLate] = [random() < 0.08, random(), random() < 0.1];
    const closeMs = candle.openTimeMs + MINUTE_MS;
    const quoted = candle.close * (0.9 + 0.2 * random());
    const quote: Step = (market) => {
      market.quoteSeen(quoted, quoted + 0.01, closeMs + 500);
      const moment = { nowMs: closeMs + 500, lastCloseMs: market.lastCloseTimeMs };
      const isConfirmed = market.trust.confirms(quoted, market.trust.reference(market.last, closeMs), moment);
      if (isConfirmed || oddity < 0.2) market.trust.believe(quoted, closeMs + 500);
      else if (oddity < 0.4) market.trust.settle();
      else if (oddity < 0.5) market.trust.leaveAlone();
      else if (oddity < 0.55) market.trust.askAgain(closeMs + 2000);
    };
    const steps: Step[] = isMissing ? [] : [(market) => market.update(candle)];
    if (isLate) steps.push((market) => market.update(candles[Math.max(0, at - 2)] ?? candle));
    steps.push((market) => market.intervalEnded(candle.openTimeMs));
    if (oddity < 0.6) steps.push(quote);
    return steps;
  });
}

function told(steps: readonly Step[], watched = new Watched()): Watched {
  for (const step of steps) step(watched.market);
  return watched;
}

function throughText(saved: Saved): Saved {
  return decodeSaved(encodeSaved(saved));
}

const NOTHING = { missing: [], superfluous: [] };
const steps = story();

describe('a market that was saved', () => {
  const cuts = [0, 1, 2, 3, 5, 8, 40, 41, 42, 43, 44, 45, 46, 47, 120, 230, 350, 351, 352, 353, 600, 900];

  it.each(cuts)('continues as the undisturbed one does, after step %i', (cut) => {
    const undisturbed = told(steps.slice(0, cut));
    const text = encodeSaved(undisturbed.market.save());
    const restored = new Watched();
    expect(restored.market.restore(decodeSaved(text))).toEqual(NOTHING);
    expect(restored.seen()).toStrictEqual(undisturbed.seen());
    expect(encodeSaved(restored.market.save())).toBe(text);
    for (const step of steps.slice(cut)) {
      step(undisturbed.market);
      step(restored.market);
      expect(restored.seen()).toStrictEqual(undisturbed.seen());
    }
    expect(encodeSaved(restored.market.save())).toBe(encodeSaved(undisturbed.market.save()));
  });

  it('shares nothing with its state', () => {
    const watched = told(steps.slice(0, 600));
    const state = watched.market.save();
    const text = encodeSaved(state);
    told(steps.slice(600), watched);
    expect(encodeSaved(state)).toBe(text);
  });

  it('comes across all that it may meet', () => {
    const watched = new Watched();
    const met = new Set<string>();
    for (const step of steps) {
      step(watched.market);
      if (watched.market.trust.odd) met.add(watched.market.trust.isWaiting ? 'a quote that waits' : 'an odd quote');
      if (watched.market.atr.isHeld) met.add('a held line');
      if (watched.market.hasNewerQuote) met.add('a newer quote');
      if (watched.market.candlesSinceGap === 0) met.add('a gap');
      if (!Number.isNaN(watched.market.returns.correlation(OTHER_RETURNS))) met.add('a correlation');
      if (!Number.isNaN(watched.market.atrMean?.current)) met.add('a mean of the ATR');
    }
    const all = ['a quote that waits', 'an odd quote', 'a held line', 'a newer quote', 'a gap', 'a correlation'];
    expect(met).toEqual(new Set([...all, 'a mean of the ATR']));
  });
});

describe('a market that asks for something else than was saved', () => {
  const state = throughText(told(steps.slice(0, 600)).market.save());

  it.each<[string, readonly Use[], readonly string[], readonly string[], readonly string[]]>([
    ['an indicator more', [...USES, [1, 'wma', 5]], ['atrMean', 'returns'], ['wma(5)'], []],
    ['one with another parameter', [[1, 'ema', 10], ...USES.slice(1)], ['atrMean', 'returns'], ['ema(10)'], ['ema(9)']],
    ['one more of a timeframe', [...USES, [3, 'wma', 5]], ['atrMean', 'returns'], ['3m:wma(5)'], []],
    ['a timeframe more', [...USES, [60, 'wma', 5]], ['atrMean', 'returns'], ['1h'], []],
    ['a timeframe less', USES.slice(0, -1), ['atrMean', 'returns'], [], ['420000 ms']],
    ['one less of a timeframe', USES.filter(([, name]) => name !== 'atr'), ['atrMean', 'returns'], [], ['3m:atr(14)']],
    ['no mean of the ATR', USES, ['returns'], [], ['atrMean']],
    ['no returns', USES, ['atrMean'], [], ['returns']],
  ])('is told of it: %s', (_what, uses, watches, missing, superfluous) => {
    const { market } = new Watched(uses, watches);
    expect(market.restore(state)).toEqual({ missing, superfluous });
  });

  it('is told of what the state does not hold', () => {
    const less = told(steps.slice(0, 600), new Watched([], []));
    expect(new Watched([]).market.restore(less.market.save())).toEqual({
      missing: ['atrMean', 'returns'],
      superfluous: [],
    });
  });

  it('goes on with the rest, and what is missing stands still with it', () => {
    const cut = heldAfter(steps);
    const held = told(steps.slice(0, cut)).market;
    const market = new InstrumentMarket(anInstrument(), MINUTE_MS);
    const [known, added] = [market.hub.use('sma', [40]), market.hub.use('wma', [5])] as [Indicator, Indicator];
    const later = market.series(3 * MINUTE_MS).use('wma', [6]) as Indicator<Line>;
    expect(market.restore(held.save()).missing).toEqual(['wma(5)', '3m:wma(6)']);
    expect((known as Indicator<Line>).output.current).toBe(
      (held.hub.use('sma', [40]) as Indicator<Line>).output.current,
    );
    expect((added as Indicator<Line>).output).toMatchObject({ current: Number.NaN, isHeld: true });
    const isHeld = (held.series(3 * MINUTE_MS).use('sma', [5]) as Indicator<Line>).output.isHeld;
    expect(later.output.isHeld).toBe(isHeld);
  });

  it('keeps an indicator as it was that cannot take the state of its key', () => {
    const hub = new IndicatorHub();
    const fresh = hub.use('sma', [3]);
    const before = encodeSaved(fresh.save());
    const state = fresh.save() as readonly Saved[];
    // The values are right and taken; the window behind them is not.
    const damaged = [3, 1, 2, 0, [...(state.at(-1) as readonly Saved[]), 0]];
    expect(hub.restore([12, { 'sma(3)': damaged }])).toEqual({ missing: ['sma(3)'], superfluous: [] });
    expect(encodeSaved(fresh.save())).toBe(before);
    expect(hub.count).toBe(12);
  });
});

describe('damaged state', () => {
  const state = told(steps.slice(0, 600)).market.save() as readonly Saved[];

  it('of another interval is refused', () => {
    const market = new InstrumentMarket(anInstrument(), 5 * MINUTE_MS);
    expect(() => market.restore(state)).toThrow(
      new UnreadableSave('saved market must have candles of 300000 ms, was of 60000 ms'),
    );
  });

  it.each(state.map((_, at) => at))('of a market is refused by name, place %i', (at) => {
    for (const wrong of ['text', null, 7, [], ['text'], [1, 2, 3, 4]]) {
      const restore = () => new Watched().market.restore(state.with(at, wrong));
      expect(restore).toThrow(UnreadableSave);
      expect(restore).toThrow(/^saved (?:market|quote trust|series)/);
    }
  });

  it.each<[string, { restore(saved: Saved): unknown }, readonly Saved[]]>([
    ['atrMean', new AtrMean(new Line()), [null, [1, 2], [0.5, 1, 1], [-1, 1, 1], [1, 'x', 1], [1, 1, null]]],
    ['returns', new ReturnWindow(), [7, [1, [], []], [1, [1], []], [1, [1], ['x']], [1.5, [1], [1]], [97, [1], [1]]]],
    ['quote trust', new QuoteTrust(), [{}, ['x', 0, true, null], [0, 'x', true, null], [0, 0, 1, null], [0, 0, true]]],
    ['odd quote', new QuoteTrust(), [1, [], [1, 2], [true, 'x'], [true, 1, 2]].map((odd) => [0, 0, true, odd])],
    ['series', new IndicatorHub(), [null, [1], [1, []], [-1, {}], ['x', {}], [1, null]]],
    [
      'timeframe',
      new HigherTimeframe(2, 1),
      [
        null,
        [[1, 2], true, true, [0, {}]],
        [[1, 2, 3, 4, 5, 'x'], true, true, [0, {}]],
        [[1, 2, 3, 4, 5, 6], 1, true, 1],
      ],
    ],
  ])('of a part is refused by name: %s', (name, part, damaged) => {
    for (const saved of damaged) {
      expect(() => part.restore(saved), encodeSaved(saved)).toThrow(UnreadableSave);
      expect(() => part.restore(saved)).toThrow(new RegExp(`^saved ${name}\\b`));
    }
  });
});

/** After how many steps the base series first stands still. */
function heldAfter(steps: readonly Step[]): number {
  const watched = new Watched();
  const at = steps.findIndex((step, index) => {
    step(watched.market);
    return index > 300 && watched.market.atr.isHeld;
  });
  expect(at).toBeGreaterThan(0);
  return at + 1;
}
