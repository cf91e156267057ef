import type { Engine } from '../../core/engine/index.ts';
import type { EngineEvent } from '../../domain/index.ts';
import { entryAt } from '../recovery/entry-at.ts';
import { differencesOf } from './lane-step.ts';
import { type PastRun, firstSince } from './past-run.ts';
import { type RehearsedLane, rehearseEntry } from './rehearse-entry.ts';
import type { ComparedCandles, ComparedLane, FirstDifference, ProgramVersion } from './told.ts';
import { type Step, isInTheWay, readFacts, walk } from './walk.ts';

/** How far back it looks. */
const COMPARED_CANDLES = 100;

export interface LastCandles {
  readonly run: PastRun;
  /** The version that this is. */
  readonly today: ProgramVersion;
  /** Makes engines with the strategies and settings of today. */
  readonly createEngine: () => Engine;
  readonly intervalMs: number;
  /** Lanes that the run began with; those behind them came later. */
  readonly lanesAtStart: number;
  /** Lanes whose strategy is not configured any more. */
  readonly retired: ReadonlySet<number>;
  /** The first entry that is not looked at any more; the end of the journal by default. */
  readonly beforeSequence?: number | undefined;
}

/**
 * Decides the last candles of each lane again, each in the state of then, with what this version is and is configured
 * with. Tells the first difference of each lane; what came of it is not followed. Besides candles fills are decided again,
 * by which levels are set.
 */
export async function compareLastCandles(options: LastCandles): Promise<ComparedCandles> {
  const { run, today, intervalMs } = options;
  // What was denied stands in the tables, which a crash may have left behind the journal.
  const told = (await run.reader.watermark()) + 1;
  const end = Math.min(options.beforeSequence ?? told, told);
  const last = await run.journal.newestOf('candleClosed', { fromSequence: run.fromSequence, beforeSequence: end });
  const event = last === undefined ? undefined : (await entryAt(run.journal, last))?.entry.event;
  if (event?.type !== 'candleClosed') return { by: today, lanes: [], whyNot: 'no candle was traded on yet' };
  const firstMs = event.openTimeMs - (COMPARED_CANDLES - 1) * intervalMs;
  const from = await firstSince(run, firstMs + intervalMs);
  const comparison = new Comparison(options);
  try {
    for await (const step of walk(run, from, async () => options.createEngine)) {
      if (step.recorded.entry.sequence >= end || comparison.isDone) break;
      await comparison.take(step);
    }
  } catch (error) {
    if (!isInTheWay(error)) throw error;
    return { by: today, lanes: [], whyNot: error.message };
  }
  return { by: today, lanes: comparison.lanes(), whyNot: null };
}

interface Tally {
  candles: number;
  latestMs: number;
  first: FirstDifference | undefined;
  unreadSince: number | undefined;
}

class Comparison {
  readonly #options: LastCandles;
  readonly #tallies: Tally[] = [];
  #named: readonly Pick<ComparedLane, 'symbol' | 'strategy'>[] = [];

  constructor(options: LastCandles) {
    this.#options = options;
  }

  /** Whether every lane has a difference: nothing more is to be told. */
  get isDone(): boolean {
    const { retired } = this.#options;
    return (
      this.#tallies.length > 0 && this.#tallies.every(({ first }, lane) => first !== undefined || retired.has(lane))
    );
  }

  async take(step: Step): Promise<void> {
    const { engine, recorded, process, unread } = step;
    this.#begin(step);
    const endedMs = engine.intervalEndedBy(recorded.entry);
    if (endedMs === undefined && !setsLevels(recorded.entry.event)) {
      engine.fold(recorded.entry, readFacts(recorded.facts));
      return;
    }
    const told = engine.view.lanes.map((lane) => lane.candleOpenTimeMs);
    const known = process.changed?.lanes.length ?? this.#options.lanesAtStart;
    for (const rehearsed of await rehearseEntry(step, this.#options.run.reader)) {
      const { id, candleOpenTimeMs } = rehearsed.lane;
      if (id >= known || this.#options.retired.has(id)) continue;
      const tally = this.#tallies[id] as Tally;
      if (tally.first) continue;
      if (unread.includes(id)) tally.unreadSince ??= process.firstSequence;
      const candleMs = endedMs ?? candleOpenTimeMs;
      const isTold = endedMs === undefined || told[id] === endedMs || candleOpenTimeMs === endedMs;
      if (isTold && tally.latestMs !== candleMs) tally.candles += 1;
      if (isTold) tally.latestMs = candleMs;
      tally.first = firstOf(step, rehearsed, candleMs);
    }
  }

  lanes(): readonly ComparedLane[] {
    return this.#named.map(({ symbol, strategy }, lane) => {
      const { candles, first, unreadSince } = this.#tallies[lane] as Tally;
      return {
        lane,
        symbol,
        strategy,
        candles,
        first: first ?? null,
        note: this.#noteOf(lane, { candles, unreadSince }),
      };
    });
  }

  #noteOf(lane: number, { candles, unreadSince }: Pick<Tally, 'candles' | 'unreadSince'>): string | null {
    if (this.#options.retired.has(lane)) return 'its strategy is not configured any more';
    if (candles === 0) return 'it was not traded then';
    if (unreadSince === undefined) return null;
    return `what it kept cannot be taken back, so that it knows what came since entry ${unreadSince} only`;
  }

  #begin({ engine }: Step): void {
    if (this.#named.length > 0) return;
    this.#named = engine.view.lanes.map(({ symbol, name: strategy }) => ({ symbol, strategy }));
    for (const _ of this.#named) {
      this.#tallies.push({ candles: 0, latestMs: Number.NaN, first: undefined, unreadSince: undefined });
    }
  }
}

function setsLevels({ type }: EngineEvent): boolean {
  return type === 'orderFilled';
}

function firstOf(
  { recorded: { entry }, process: { by } }: Step,
  { recorded, recomputed }: RehearsedLane,
  candleOpenTimeMs: number,
): FirstDifference | undefined {
  const differences = differencesOf(recorded, recomputed);
  return differences.length === 0 ? undefined : { candleOpenTimeMs, sequence: entry.sequence, by, differences };
}
