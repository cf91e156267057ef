/** What must hold of a journal, found by replaying it with the settings it was recorded under. */
import { MetaTable, SqliteJournal, openDatabase, openProjectionReader } from '../../src/adapters/storage/index.ts';
import { Engine, type EngineView } from '../../src/core/engine/index.ts';
import { type EngineEvent, formatDecimal } from '../../src/domain/index.ts';
import { replayJournal } from '../../src/runtime/index.ts';
import { composeEngineSettings } from '../../src/main/parts/engine-settings.ts';
import { composeLanes } from '../../src/main/parts/lanes/lanes.ts';
import { readRunRecord } from '../../src/main/parts/run/run-record.ts';
import { formatProblem, loadSettings } from '../../src/main/settings/index.ts';

export interface Ledger {
  readonly balances: readonly string[];
  readonly fills: readonly string[];
  readonly roundTrips: readonly string[];
  readonly openOrders: number;
}

/** What the tables say of the money; ids and times of day left out, which an interruption may change. */
async function readLedger(path: string, state: EngineView): Promise<Ledger> {
  const reader = openProjectionReader(path);
  if (!reader.ok) throw reader.error;
  const everything = { limit: 1_000_000 };
  const fills = (await reader.value.fills(everything)).toReversed();
  const roundTrips = (await reader.value.roundTrips(everything)).toReversed();
  reader.value.close();
  return {
    balances: Object.entries(state.ledger.balances()).map(([asset, amount]) => `${asset} ${formatDecimal(amount)}`),
    fills: fills
      .map((fill) =>
        [fill.lane, fill.side, fill.liquidity, ...[fill.quantity, fill.price, fill.fee].map(formatDecimal)].join(' '),
      )
      .sort(),
    roundTrips: roundTrips
      .map((trip) => [trip.lane, trip.exitReason, formatDecimal(trip.quantity), formatDecimal(trip.netPnl)].join(' '))
      .sort(),
    openOrders: state.orders.working.length,
  };
}

export interface Audit {
  readonly ledger: Ledger;
  readonly entries: number;
  readonly mismatches: number;
  readonly resumes: number;
  /** Lanes whose position had no live exit when the first candle after a restart arrived. */
  readonly unprotected: readonly string[];
  /** Client order ids that left more than once. */
  readonly repeatedIds: readonly string[];
  readonly submitted: number;
  /** Client order ids of every order that was decided on. */
  readonly ids: readonly string[];
  readonly openPositions: number;
  /** Positions that no order was selling yet at the entry that was asked about, and orders sent after it. */
  readonly after: { readonly held: number; readonly entries: number; readonly exits: number };
}

/** Replays the whole journal with the settings it was recorded under, and looks at everything on the way. */
export async function auditJournal(path: string, markedSequence = Number.POSITIVE_INFINITY): Promise<Audit> {
  const opened = openDatabase(path, { readonly: true });
  if (!opened.ok) throw opened.error;
  const record = readRunRecord(new MetaTable(opened.value));
  const settings = loadSettings({ overrides: record?.settings ?? {} });
  if (!settings.ok) throw new Error(settings.error.map(formatProblem).join('\n'));
  const lanes = await composeLanes(settings.value);
  if (!lanes.ok) throw new Error(lanes.error.join('\n'));
  const engineSettings = composeEngineSettings(settings.value, lanes.value);
  const journal = new SqliteJournal(opened.value);
  const ids = new Map<string, number>();
  const unprotected: string[] = [];
  const after = { held: 0, entries: 0, exits: 0 };
  let [resumes, isChecking] = [0, false];
  let naked: readonly string[] = [];
  const report = await replayJournal({
    journal,
    createEngine: () => new Engine(engineSettings),
    fromSequence: record?.firstSequence ?? 1,
    onEntry: ({ entry }, commands, engine) => {
      if (isChecking && isMarket(entry.event)) {
        unprotected.push(...naked);
        isChecking = false;
      }
      if (entry.event.type === 'runResumed') {
        resumes += 1;
        isChecking = true;
      }
      if (entry.sequence === markedSequence) after.held = unsoldPositions(engine.view);
      naked = nakedLanes(engine.view, entry.sequence);
      for (const command of commands) {
        if (command.type !== 'submitOrder') continue;
        const id = command.order.clientOrderId;
        ids.set(id, (ids.get(id) ?? 0) + 1);
        if (entry.sequence > markedSequence) after[command.order.purpose === 'entry' ? 'entries' : 'exits'] += 1;
      }
      return undefined;
    },
  });
  opened.value.close();
  const { engine } = report;
  return {
    ledger: await readLedger(path, engine.view),
    entries: report.entries,
    mismatches: report.mismatchCount,
    resumes,
    unprotected,
    repeatedIds: [...ids].filter(([, count]) => count > 1).map(([id]) => id),
    submitted: ids.size,
    ids: [...ids.keys()],
    openPositions: openPositions(engine.view),
    after,
  };
}

function openPositions({ lanes }: EngineView): number {
  return lanes.filter((lane) => lane.position).length;
}

function unsoldPositions({ lanes }: EngineView): number {
  return lanes.filter((lane) => lane.position && !lane.orders.exit).length;
}

function isMarket({ type }: EngineEvent): boolean {
  return type === 'candleClosed' || type === 'timerFired';
}

function nakedLanes({ lanes }: EngineView, sequence: number): string[] {
  return lanes
    .filter((lane) => lane.position && lane.guard.status !== 'protected')
    .map((lane) => `lane ${lane.id} is ${lane.guard.status} at entry ${sequence}`);
}
