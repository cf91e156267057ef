import { type Result, err, finiteOrNull, ok } from '../../domain/index.ts';
import type { DecisionRow } from '../../ports/index.ts';
import { entryAt } from '../recovery/entry-at.ts';
import { differencesOf } from './lane-step.ts';
import { type CreateEngines, type PastRun, firstSince, processOf } from './past-run.ts';
import { type RehearsedLane, rehearseEntry } from './rehearse-entry.ts';
import type { DecidedCandle, ExplainedCandle, LaterDecision, ProgramVersion, RecomputeRefusal } from './told.ts';
import { type EnginesFor, type Step, isInTheWay, readFacts, walk } from './walk.ts';

export interface CandleAsked {
  readonly lane: number;
  readonly candleOpenTimeMs: number;
}

export interface ExplainOptions {
  /** The version that this is. */
  readonly today: ProgramVersion;
  readonly createEngines: CreateEngines;
}

/**
 * What was recorded of a lane's candle, beside what this version decides on it: with the settings that were in force, in
 * the state that the journal tells of. Where no engine can be put there, what the tables hold.
 */
export async function explainCandle(
  run: PastRun,
  asked: CandleAsked,
  options: ExplainOptions,
): Promise<Result<ExplainedCandle, RecomputeRefusal>> {
  const from = await firstOfInterval(run, asked.candleOpenTimeMs);
  if (from === undefined) return err(unknown(asked));
  try {
    return await rehearse(run, from, { asked, ...options });
  } catch (error) {
    if (!(error instanceof NoEngines || isInTheWay(error))) throw error;
    return await fromTables(run, from, { asked, whyNot: error.message });
  }
}

/** No engines can be made with what was in force then. */
class NoEngines extends Error {
  override readonly name = 'NoEngines';
}

/** The first candle of the interval; `undefined` when there was none. */
async function firstOfInterval(run: PastRun, openTimeMs: number): Promise<number | undefined> {
  const from = await firstSince(run, openTimeMs + 1);
  for await (const page of run.journal.read(from)) {
    for (const { entry } of page) {
      if (entry.event.type !== 'candleClosed' || entry.event.openTimeMs < openTimeMs) continue;
      return entry.event.openTimeMs === openTimeMs ? entry.sequence : undefined;
    }
  }
  return undefined;
}

interface Asking extends ExplainOptions {
  readonly asked: CandleAsked;
}

async function rehearse(
  run: PastRun,
  from: number,
  { asked, today, createEngines }: Asking,
): Promise<Result<ExplainedCandle, RecomputeRefusal>> {
  const enginesFor: EnginesFor = async (changed) => {
    const created = await createEngines(changed);
    if (!created.ok) throw new NoEngines(created.error.join('; '));
    return created.value;
  };
  const { lane: id, candleOpenTimeMs } = asked;
  for await (const step of walk(run, from, enginesFor)) {
    const { engine, recorded } = step;
    const lane = engine.view.lanes[id];
    if (!lane) return err(unknown(asked));
    const endedMs = engine.intervalEndedBy(recorded.entry);
    if (endedMs !== undefined && endedMs > candleOpenTimeMs) break;
    if (endedMs !== candleOpenTimeMs) {
      engine.fold(recorded.entry, readFacts(recorded.facts));
      continue;
    }
    const isTold = engine.view.lanes[id]?.candleOpenTimeMs === candleOpenTimeMs;
    const price = engine.view.market(lane.instrument).last;
    const rehearsed = (await rehearseEntry(step, run.reader))[id] as RehearsedLane;
    if (!isTold && rehearsed.lane.candleOpenTimeMs !== candleOpenTimeMs) return err(unknown(asked));
    // The first candle of the next interval ends one, too: the price is that of before then.
    const isOwn = rehearsed.lane.candleOpenTimeMs === candleOpenTimeMs;
    const shown = isOwn ? engine.view.market(lane.instrument).last : price;
    return ok(await explained(run, step, { asked, today, rehearsed, price: finiteOrNull(shown) }));
  }
  return err(undecided(asked));
}

async function explained(
  run: PastRun,
  { recorded: { entry }, process, unread }: Step,
  told: Pick<Asking, 'asked' | 'today'> & { readonly rehearsed: RehearsedLane; readonly price: number | null },
): Promise<ExplainedCandle> {
  const { asked, today, rehearsed, price } = told;
  const { lane, recorded, recomputed, decision } = rehearsed;
  const [row] = await run.reader.decisions({ ...asked, sequence: entry.sequence, limit: 1 });
  const later = await run.reader.decisions({ ...asked, fromSequence: entry.sequence + 1, limit: MOST_LATER });
  const { symbol, name: strategy } = lane;
  return {
    ...asked,
    symbol,
    strategy,
    price,
    sequence: entry.sequence,
    recorded: { ...decidedBy(process.by, row), step: recorded },
    recomputed:
      decision === undefined
        ? null
        : { by: today, action: decision.action, reason: decision.reason, decision, step: recomputed },
    whyNot: null,
    differences: differencesOf(recorded, recomputed),
    later: later.map(laterOf).toReversed(),
    notes: [
      ...(unread.includes(lane.id) ? [unreadNote(strategy, process.firstSequence)] : []),
      ...((await run.reader.watermark()) < entry.sequence ? [BEHIND] : []),
    ],
  };
}

function unreadNote(strategy: string, sequence: number): string {
  return `this version of ${strategy} cannot take back what it kept then: it knows what came since entry ${sequence}`;
}

const BEHIND =
  'the tables do not hold this entry yet, so that what was denied on it is not shown; cab run brings them up';

function decidedBy(by: ProgramVersion, row: DecisionRow | undefined): Omit<DecidedCandle, 'step'> {
  if (!row) return { by, action: 'hold', reason: null, decision: null };
  const { id, action, reason, score, scoreBlended, confidence, regime, explain } = row;
  const decision = explain && { id, action, reason, score, scoreBlended, confidence, regime, explain };
  return { by, action, reason, decision: decision ?? null };
}

/** More than happens between two candles. */
const MOST_LATER = 1000;

function laterOf({ timeMs, action, reason }: DecisionRow): LaterDecision {
  return { timeMs, action, reason };
}

/** What was denied or ordered stands in the tables; of a hold there is nothing to show. */
async function fromTables(
  run: PastRun,
  from: number,
  { asked, whyNot }: { readonly asked: CandleAsked; readonly whyNot: string },
): Promise<Result<ExplainedCandle, RecomputeRefusal>> {
  // Nothing in them means that it held only where they go so far.
  if ((await run.reader.watermark()) < from) return err({ code: 'failed', message: whyNot });
  const { by, changed } = await processOf(run, from);
  const rows = await run.reader.decisions({ ...asked, fromSequence: from, limit: MOST_LATER });
  const closedMs = (await entryAt(run.journal, from))?.entry.timeMs;
  const row = rows.findLast(({ timeMs }) => timeMs === closedMs);
  const context = (row ?? rows[0])?.explain?.context ?? {};
  const { symbol, strategy } = changed?.lanes[asked.lane] ?? {
    symbol: context['symbol'],
    strategy: (row ?? rows[0])?.strategy,
  };
  return ok({
    ...asked,
    symbol: typeof symbol === 'string' ? symbol : UNNAMED,
    strategy: strategy ?? UNNAMED,
    price: typeof context['price'] === 'number' ? context['price'] : null,
    sequence: null,
    recorded: { ...decidedBy(by, row), step: null },
    recomputed: null,
    whyNot,
    differences: [],
    later: rows
      .filter((other) => other !== row)
      .map(laterOf)
      .toReversed(),
    notes: [],
  });
}

/** Whoever knows the lane by its name cannot be asked. */
const UNNAMED = 'unknown';

function unknown({ lane, candleOpenTimeMs }: CandleAsked): RecomputeRefusal {
  const candle = new Date(candleOpenTimeMs).toISOString();
  return { code: 'unknownCandle', message: `lane ${lane} was told no candle that opened at ${candle} in this run` };
}

function undecided({ lane, candleOpenTimeMs }: CandleAsked): RecomputeRefusal {
  const candle = new Date(candleOpenTimeMs).toISOString();
  return { code: 'undecided', message: `nothing was decided on the candle of ${candle} for lane ${lane} yet` };
}
