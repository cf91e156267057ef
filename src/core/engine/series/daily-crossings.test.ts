/** An hourly lane with daily lines, against values looked up candle by candle; over gaps, warm-up and starts within a day. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scripted } from '../../../../test/support/build.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/durations.ts';
import { type CandleContext, type StrategySetup, crossedAbove, crossedBelow } from '../../strategies/api/index.ts';
import { toldEngine } from '../testing/told-engine.ts';

interface World {
  /** Close of each hour; 0 where it has no candle. */
  readonly closes: readonly number[];
  readonly startHour: number;
  readonly history: number;
}

const LEVEL = 5;
const KINDS = ['daily over level', 'daily under level', 'daily over hourly', 'hourly over daily', 'hourly under daily'];

/** Open hours at which each kind of crossing is seen by a strategy. */
function seen({ closes, startHour, history }: World): string[] {
  const crossings: string[] = [];
  const setup = ({ indicators, on }: StrategySetup<never>) => {
    const [hourly, daily] = [indicators.sma(1), on('1d').sma(1)];
    return ({ candle }: CandleContext) => {
      const found = [
        crossedAbove(daily, LEVEL),
        crossedBelow(daily, LEVEL),
        crossedAbove(daily, hourly),
        crossedAbove(hourly, daily),
        crossedBelow(hourly, daily),
      ];
      for (const [at, kind] of KINDS.entries()) if (found[at]) crossings.push(`${candle.openTimeMs / HOUR_MS} ${kind}`);
      return undefined;
    };
  };
  const lane = { symbol: 'BTC/USDT', strategy: scripted({}, { setup }), parameters: {} };
  const told = toldEngine({ lanes: [lane], intervalMs: HOUR_MS, startMs: MONDAY_MS + startHour * HOUR_MS });
  for (const [at, close] of closes.entries()) {
    told.tell(close === 0 ? 'gap 1' : `${at < history ? 'backfill' : 'candle'} ${close}`);
  }
  return crossings;
}

const MONDAY_MS = Date.UTC(2024, 0, 1);

/** The same by looking back: the latest whole day that was over at each hour, at this candle and the one before. */
function expected({ closes, startHour, history }: World): string[] {
  const candles = closes.flatMap((close, at) => (close === 0 ? [] : [{ close, hour: startHour + at, at }]));
  const dailyAt = (index: number) => {
    const { hour } = candles[index] as (typeof candles)[number];
    const over = candles.slice(0, index + 1).filter((candle) => dayOf(candle.hour) < dayOf(hour + 1));
    const whole = over.filter(({ hour: h }) => over.some((first) => first.hour === dayOf(h) * 24));
    return whole.at(-1)?.close ?? Number.NaN;
  };
  return candles.flatMap(({ close, hour, at }, index) => {
    if (index === 0 || at < history) return [];
    const hourBefore = candles[index - 1]?.close as number;
    const [day, dayBefore] = [dailyAt(index), dailyAt(index - 1)];
    const found = [
      day > LEVEL && dayBefore <= LEVEL,
      day < LEVEL && dayBefore >= LEVEL,
      day > close && dayBefore <= hourBefore,
      close > day && hourBefore <= dayBefore,
      close < day && hourBefore >= dayBefore,
    ];
    return KINDS.filter((_, kind) => found[kind]).map((kind) => `${MONDAY_MS / HOUR_MS + hour} ${kind}`);
  });
}

it('sees each crossing at one hour, whichever line is the daily one', () => {
  const close = fc.integer({ min: 1, max: 9 });
  const hour = fc.oneof({ arbitrary: close, weight: 9 }, { arbitrary: fc.constant(0), weight: 1 });
  const worlds = fc.record({
    closes: fc.array(hour, { minLength: 24 * 5, maxLength: 24 * 12 }),
    startHour: fc.nat(23),
    history: fc.nat(60),
  });
  const found = new Set<string>();
  fc.assert(
    fc.property(worlds, (world) => {
      const crossings = expected(world);
      expect(seen(world)).toEqual(crossings);
      for (const crossing of crossings) found.add(crossing.slice(crossing.indexOf(' ') + 1));
    }),
    { seed: 20240101, numRuns: 60 },
  );
  expect([...found].toSorted()).toEqual(KINDS.toSorted());
});

it('sees a daily crossing once in a day of equal hours', () => {
  const days = [3, 7, 7, 3, 8];
  const closes = days.flatMap((close) => Array.from({ length: DAY_MS / HOUR_MS }, () => close));
  const crossings = seen({ closes, startHour: 0, history: 0 }).filter((crossing) => crossing.endsWith('level'));
  expect(crossings).toEqual([
    `${lastHourOf(1)} daily over level`,
    `${lastHourOf(3)} daily under level`,
    `${lastHourOf(4)} daily over level`,
  ]);
});

function dayOf(hour: number): number {
  return Math.floor(hour / 24);
}

function lastHourOf(day: number): number {
  return MONDAY_MS / HOUR_MS + 24 * day + 23;
}
