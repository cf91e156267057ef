import type { Candle } from '../../../domain/market/candle.ts';
import { type Saved, savedCount, savedTuple } from '../../../domain/saved.ts';
import { type Indicator, type IndicatorName, type IndicatorSet, Line, indicators } from '../../indicators/index.ts';
import { type Unrestored, restoreParts, saveParts } from './saved-parts.ts';

/** So many kinds of objects V8 keeps apart at one call; with more it looks each up. */
const FEW_KINDS = 4;

/** The indicators of one candle series, each computed once however many strategies asked for it. */
export class IndicatorHub {
  readonly #byKey = new Map<string, Indicator>();
  #running: Indicator[] = [];
  /** Of a series with many kinds, bound once: looking `update` up on each of them costs more than most of them do. */
  #updates: ((candle: Candle) => void)[] = [];
  readonly #lines: Line[] = [];
  /** Candles seen. */
  count = 0;

  update(candle: Candle): void {
    this.count += 1;
    const updates = this.#updates;
    for (let i = 0; i < updates.length; i += 1) (updates[i] as (candle: Candle) => void)(candle);
    if (updates.length > 0) return;
    const running = this.#running;
    for (let i = 0; i < running.length; i += 1) (running[i] as Indicator).update(candle);
  }

  /**
   * The declared indicator, shared by name and parameters.
   * @throws RangeError when the parameters are out of range.
   */
  use(name: IndicatorName, parameters: readonly unknown[]): Indicator {
    const key = labelOf(name, parameters);
    const existing = this.#byKey.get(key);
    if (existing) return existing;
    const create = indicators[name] as (...given: readonly unknown[]) => Indicator;
    const created = create(...parameters);
    this.#byKey.set(key, created);
    const { output } = created;
    this.#lines.push(...(output instanceof Line ? [output] : Object.values(output)));
    this.#running = [...this.#byKey.values()];
    const kinds = new Set(this.#running.map((indicator) => indicator.constructor));
    if (kinds.size > FEW_KINDS) this.#updates = this.#running.map((indicator) => indicator.update.bind(indicator));
    return created;
  }

  /** Whether the latest base candle brought no new values: a higher timeframe's, or another instrument's without one. */
  hold(isHeld: boolean): void {
    for (const line of this.#lines) line.hold(isHeld);
  }

  /** How many candles were seen, and the indicators by name and parameters. */
  save(): Saved {
    return [this.count, saveParts(this.#byKey)];
  }

  /**
   * Takes the state of those indicators that are there, after all of them were declared. With any missing, `count` is
   * true of the others only.
   * @throws UnreadableSave when it is not the state of a series at all.
   */
  restore(saved: Saved): Unrestored {
    const [count, states] = savedTuple(saved, 'series', 2);
    this.count = savedCount(count, 'series count');
    return restoreParts(this.#byKey, states, 'series indicators');
  }
}

/** The functions a strategy declares its indicators with; `onUse` hears of each, with its name and parameters. */
export function indicatorSet(hub: IndicatorHub, onUse: (indicator: Indicator, label: string) => void): IndicatorSet {
  const names = Object.keys(indicators) as IndicatorName[];
  const declare =
    (name: IndicatorName) =>
    (...parameters: readonly unknown[]) => {
      const indicator = hub.use(name, parameters);
      onUse(indicator, labelOf(name, parameters));
      return indicator.output;
    };
  return Object.fromEntries(names.map((name) => [name, declare(name)])) as unknown as IndicatorSet;
}

/** `donchian(20,excludeCurrent=false)` */
function labelOf(name: IndicatorName, parameters: readonly unknown[]): string {
  return `${name}(${parameters.map(textOf).join(',')})`;
}

function textOf(parameter: unknown): string {
  if (typeof parameter !== 'object' || parameter === null) return String(parameter);
  return Object.entries(parameter)
    .map(([option, value]) => `${option}=${String(value)}`)
    .join(',');
}
