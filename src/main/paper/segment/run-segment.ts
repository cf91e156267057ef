/** Decides how a start relates to what the journal holds: a first run, the same run going on, or a next one. */
import { Engine, type EngineView } from '../../../core/engine/index.ts';
import type { LaneName, RunStarted, SettingChange } from '../../../domain/events/events.ts';
import { type Decimal, type Result, type TradingState, err, ok } from '../../../domain/index.ts';
import { encodeSaved } from '../../../domain/saved.ts';
import type { Journal } from '../../../ports/index.ts';
import {
  type ReadTables,
  type Recovery,
  type Writer,
  createEntryCursor,
  recoverEngine,
} from '../../../runtime/index.ts';
import { type Settings, formatProblem, reloadSettings } from '../../settings/index.ts';
import { candleFilesOf } from '../../parts/run/candle-files-of.ts';
import { fixedChanges } from '../../parts/run/fixed-settings.ts';
import { composeEngineSettings } from '../../parts/engine-settings.ts';
import { keptSettings } from '../../parts/run/kept-settings.ts';
import { orderLanes } from '../../parts/lanes/lane-order.ts';
import { composeLanes } from '../../parts/lanes/lanes.ts';
import { recordedSettings } from '../../parts/run/recorded-settings.ts';
import { type RunRecord, changedSettings, describeChange, hasSameSettings } from '../../parts/run/run-record.ts';

export interface RunSegment {
  readonly firstSequence: number;
  /** A new run begins: nothing of the journal is replayed into it. */
  readonly isFresh: boolean;
  /** What a next run starts with; the configured capital when absent. */
  readonly balances?: Readonly<Record<string, Decimal>>;
  readonly originMs?: number;
  /** In force: those that were given, with what the run keeps. */
  readonly settings: Settings;
  /** Where candles are played from files: that of each symbol that the run has had. */
  readonly files: Readonly<Record<string, string>> | undefined;
  /** The run goes on with these changes. */
  readonly changes?: readonly SettingChange[];
  /** What the run holds, where its journal does not tell. */
  readonly taken?: TakenState;
  /** Entry from which on this version, or one like it, has decided. */
  readonly decidedFrom?: number;
  /** Lanes that it has had, in the order of their numbers; those that are configured by default. */
  readonly lanes?: readonly LaneName[];
  /** Brings over what must survive a change of settings: the latched trading state. */
  readonly carryOver?: (writer: Writer) => void;
}

export interface TakenState {
  readonly run: RunStarted;
  /** As a checkpoint holds it. */
  readonly state: string;
  /** Whether tables told it; otherwise it was decided again. */
  readonly isFromTables: boolean;
}

export async function planSegment(options: {
  readonly journal: Journal;
  readonly record: RunRecord | undefined;
  readonly settings: Settings;
  readonly tables: ReadTables;
}): Promise<Result<RunSegment, readonly string[]>> {
  const { journal, record, settings, tables } = options;
  const fresh = { firstSequence: journal.head + 1, isFresh: true } as const;
  if (!record || journal.head < record.firstSequence) return freshOn(settings, fresh);
  if (hasSameSettings(record, settings)) return goOn(record, settings, lanesOf(record));
  const old = await replayOldRun(journal, record, tables);
  if (!old.ok) return old;
  const { view } = old.value.engine;
  if (hasAnythingOpen(view)) return changeOpenRun(record, settings, old.value);
  return freshOn(settings, {
    ...fresh,
    balances: view.ledger.balances(),
    carryOver: (writer) => carryTradingState(writer, view.control.tradingState, view.control.tradingStateReason),
  });
}

type Planned = Result<RunSegment, readonly string[]>;

function freshOn(settings: Settings, fresh: Omit<RunSegment, 'settings' | 'files'>): Planned {
  const files = candleFilesOf(settings);
  return files.ok ? ok({ ...fresh, settings, files: files.value }) : files;
}

function goOn(record: RunRecord, settings: Settings, going: Pick<RunSegment, 'lanes' | 'changes' | 'taken'>): Planned {
  const files = filesFor(record, settings);
  if (!files.ok) return files;
  const { firstSequence, originMs, decidedFrom } = record;
  const decided = decidedFrom === undefined ? {} : { decidedFrom };
  return ok({ firstSequence, isFresh: false, originMs, settings, files: files.value, ...decided, ...going });
}

/** Those that are configured, and those of symbols that are not any more. */
function filesFor(record: RunRecord, settings: Settings): ReturnType<typeof candleFilesOf> {
  const given = candleFilesOf(settings);
  if (!given.ok || given.value === undefined) return given;
  const before = record.files ? ok(record.files) : filesOfRecord(record);
  return ok({ ...(before.ok ? before.value : {}), ...given.value });
}

function filesOfRecord(record: RunRecord): ReturnType<typeof candleFilesOf> {
  const settings = recordedSettings(record.settings);
  return settings.ok ? candleFilesOf(settings.value) : ok(undefined);
}

function hasAnythingOpen({ lanes, orders }: EngineView): boolean {
  return lanes.some((lane) => lane.position) || orders.working.length > 0;
}

/** Defaults of another version leave the run as it is; what was set otherwise since is a change of it. */
function changeOpenRun(record: RunRecord, given: Settings, { engine, from }: Recovery): Planned {
  const { view } = engine;
  const settings = reloadSettings(given, keptSettings(record, given));
  if (!settings.ok) return err(settings.error.map(formatProblem));
  const changes = changedSettings(record, settings.value);
  const lanes = view.lanes.map(({ symbol, name: strategy }) => ({ symbol, strategy }));
  const fixed = fixedChanges(changes, { record, settings: settings.value });
  if (fixed.length === 0) {
    const taken = from && { run: view.run, state: encodeSaved(engine.save()), isFromTables: from === 'tables' };
    return goOn(record, settings.value, { lanes, ...(changes.length > 0 && { changes }), ...(taken && { taken }) });
  }
  return err([
    'settings that make the run what it is have changed while positions or orders are open:',
    ...fixed.map((change) => `  ${describeChange(change)}`),
    'start once more with the old ones and close them on the page, or keep this run and use another DB_PATH',
  ]);
}

const UNREADABLE =
  'the settings have changed, and whether the earlier run of this database holds a position cannot be told: put back what it needs, or use another DB_PATH';

/** The run as it was, with the settings it was recorded under. */
async function replayOldRun(
  journal: Journal,
  record: RunRecord,
  tables: ReadTables,
): Promise<Result<Recovery, readonly string[]>> {
  const settings = recordedSettings(record.settings);
  if (!settings.ok) return err([UNREADABLE, ...settings.error.map(formatProblem)]);
  const configured = await composeLanes(settings.value);
  // What was decided is told, and not asked for again: a strategy that is gone is missed by nobody.
  if (!configured.ok && record.lanes === undefined) return err([UNREADABLE, ...configured.error]);
  const lanes = orderLanes(record.lanes ?? [], configured.ok ? configured.value : []);
  const engineSettings = composeEngineSettings(settings.value, lanes);
  const recovery = await recoverEngine({
    journal,
    fromSequence: record.firstSequence,
    createEngine: () => new Engine(engineSettings),
    cursor: createEntryCursor(),
    onApplied: () => undefined,
    tables,
  });
  return ok(recovery);
}

function carryTradingState(writer: Writer, tradingState: TradingState, reason: string): void {
  if (tradingState === 'active') return;
  const action = { kind: 'setTradingState', state: tradingState } as const;
  const key = `carried-${writer.sequence}`;
  writer.handle(
    { type: 'operatorActed', action, actor: 'system', reason: `carried over: ${reason}`, key },
    writer.timeMs,
  );
}

function lanesOf({ lanes }: RunRecord): Pick<RunSegment, 'lanes'> {
  return lanes === undefined ? {} : { lanes };
}
