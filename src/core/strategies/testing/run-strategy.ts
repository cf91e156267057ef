/** Runs one strategy over candles with real indicators and a bare position: next open, no fees, no exits of its own. */
import { assert } from '../../../domain/assert.ts';
import type { Candle } from '../../../domain/market/candle.ts';
import { type Indicator, type IndicatorName, type IndicatorSet, indicators } from '../../indicators/index.ts';
import {
  type Assessment,
  type CandleContext,
  type EntryOptions,
  type ExitOptions,
  type Intent,
  type ModelScore,
  type PositionView,
  type StrategyDefinition,
  resolveParameters,
} from '../api/index.ts';

export interface RunOptions {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly model?: ModelScore;
  readonly attachments?: Readonly<Record<string, string>>;
  /** Quote spent by an entry that names no size of its own. */
  readonly quote?: number;
  /** Called after each candle the strategy was asked about. */
  readonly onAsked?: (asked: Asked) => void;
}

export interface Asked {
  readonly index: number;
  readonly intent: Intent | undefined;
  readonly assessment: Assessment | undefined;
  readonly position: PositionView | undefined;
}

interface RecordedIntent {
  readonly index: number;
  readonly openTimeMs: number;
  readonly intent: Intent;
}

export interface StrategyRun {
  readonly intents: readonly RecordedIntent[];
  readonly position: PositionView | undefined;
  /** Positions that were opened and closed again. */
  readonly roundTrips: number;
  /** Candles before the strategy was asked for the first time. */
  readonly warmUp: number;
  assess(): Assessment | undefined;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What the engine does with a strategy, reduced to what behaviour tests need. Throws on parameters that do not fit. */
export function runStrategy(
  definition: StrategyDefinition,
  candles: readonly Candle[],
  options: RunOptions = {},
): StrategyRun {
  const resolved = resolveParameters(definition.parameters, options.parameters ?? {});
  assert(resolved.ok, () => `parameters must fit, problems were ${JSON.stringify(resolved)}`);
  const used: Indicator[] = [];
  const set = indicatorSet(used);
  const strategy = definition.setup({
    parameters: resolved.value,
    indicators: set,
    symbol: 'BTC/USDT',
    on: () => set,
    instrument: () => set,
    model: options.model,
    attachments: options.attachments ?? {},
  });
  const running = typeof strategy === 'function' ? { onCandle: strategy } : strategy;
  const assess = 'assess' in running ? running.assess : undefined;
  const warmUp = used.reduce((most, indicator) => Math.max(most, indicator.warmUp), 1);
  const book = new Book(options.quote ?? 1000);
  const intents: RecordedIntent[] = [];
  const context: Mutable<CandleContext> = {
    candle: aCandle(),
    index: 0,
    position: undefined,
    enterLong,
    exit,
    rest: (rested) => ({ kind: 'rest', ...rested }),
    resting: () => [],
    lots: () => [],
  };
  let pending: Intent | undefined;

  for (const [index, candle] of candles.entries()) {
    if (pending) book.fill(pending, candle, definition.maxEntries ?? 1);
    pending = undefined;
    // One object for all candles, as in the engine: a strategy that keeps it is found out here.
    Object.assign(context.candle, candle);
    for (const indicator of used) indicator.update(context.candle);
    book.mark(candle);
    if (index + 1 < warmUp) continue;
    context.index = index;
    context.position = book.position;
    pending = running.onCandle(context);
    if (pending) intents.push({ index, openTimeMs: candle.openTimeMs, intent: pending });
    options.onAsked?.({ index, intent: pending, assessment: assess?.(), position: book.position });
  }
  return {
    intents,
    position: book.position,
    roundTrips: book.roundTrips,
    warmUp: warmUp - 1,
    assess: () => assess?.(),
  };
}

/** The lane's position: filled at opens, marked at closes. */
class Book {
  position: Mutable<PositionView> | undefined;
  roundTrips = 0;
  readonly #quote: number;

  constructor(quote: number) {
    this.#quote = quote;
  }

  fill(intent: Intent, { open, openTimeMs }: Candle, maxEntries: number): void {
    if (intent.kind === 'exit') {
      assert(this.position !== undefined, 'a strategy must not exit without a position');
      this.position.quantity *= 1 - (intent.share ?? 1);
      if (this.position.quantity === 0) {
        this.position = undefined;
        this.roundTrips += 1;
      }
      return;
    }
    assert(intent.kind === 'enterLong', 'this book holds no orders that rest');
    const quantity = (intent.size?.kind === 'fixedQuote' ? intent.size.quote : this.#quote) / open;
    const held = this.position;
    if (!held) {
      const opened = { entryPrice: open, entryTimeMs: openTimeMs, candlesHeld: 0, entries: 1, profitRatio: 0 };
      this.position = { quantity, ...opened };
      return;
    }
    assert(held.entries < maxEntries, `a position must not take more than ${maxEntries} entries`);
    held.entryPrice = (held.entryPrice * held.quantity + open * quantity) / (held.quantity + quantity);
    held.quantity += quantity;
    held.entries += 1;
  }

  mark({ close }: Candle): void {
    if (!this.position) return;
    this.position.candlesHeld += 1;
    this.position.profitRatio = close / this.position.entryPrice - 1;
  }
}

function indicatorSet(used: Indicator[]): IndicatorSet {
  const names = Object.keys(indicators) as IndicatorName[];
  const asOutputs = names.map((name) => {
    const create = indicators[name] as (...parameters: unknown[]) => Indicator;
    const output = (...parameters: unknown[]): unknown => {
      const indicator = create(...parameters);
      used.push(indicator);
      return indicator.output;
    };
    return [name, output];
  });
  return Object.fromEntries(asOutputs) as IndicatorSet;
}

function enterLong(options: EntryOptions): Intent {
  return { kind: 'enterLong', ...options };
}

function exit(options: ExitOptions): Intent {
  return { kind: 'exit', ...options };
}

function aCandle(): Candle {
  return { openTimeMs: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
}
