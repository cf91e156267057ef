/** Decides how a start relates to what the journal holds: a first run, the same run going on, or a next one. */
import { Engine } from '../../core/engine/index.ts';
import type { LaneName, SettingChange } from '../../domain/events/events.ts';
import { type Decimal, type Result, type TradingState, err, ok } from '../../domain/index.ts';
import type { Journal } from '../../ports/index.ts';
import { type Writer, createEntryCursor, recoverEngine } from '../../runtime/index.ts';
import { type Settings, formatProblem, loadSettings } from '../settings/index.ts';
import { composeEngineSettings } from '../parts/engine-settings.ts';
import { orderLanes } from '../parts/lanes/lane-order.ts';
import { composeLanes } from '../parts/lanes/lanes.ts';
import { type RunRecord, changedSettings, describeChange, hasSameSettings, isFixed } from '../parts/run-record.ts';

export interface RunSegment {
  readonly firstSequence: number;
  /** A new run begins: nothing of the journal is replayed into it. */
  readonly isFresh: boolean;
  /** What a next run starts with; the configured capital when absent. */
  readonly balances?: Readonly<Record<string, Decimal>>;
  readonly originMs?: number;
  /** The run goes on with these changes. */
  readonly changes?: readonly SettingChange[];
  /** Lanes that it has had, in the order of their numbers; those that are configured by default. */
  readonly lanes?: readonly LaneName[];
  /** Brings over what must survive a change of settings: the latched trading state. */
  readonly carryOver?: (writer: Writer) => void;
}

export async function planSegment(options: {
  readonly journal: Journal;
  readonly record: RunRecord | undefined;
  readonly settings: Settings;
}): Promise<Result<RunSegment, readonly string[]>> {
  const { journal, record, settings } = options;
  if (!record || journal.head < record.firstSequence) return ok({ firstSequence: journal.head + 1, isFresh: true });
  const { firstSequence, originMs } = record;
  if (hasSameSettings(record, settings)) return ok({ firstSequence, isFresh: false, originMs, ...lanesOf(record) });
  const old = await replayOldRun(journal, record);
  if (!old.ok) return old;
  const { view } = old.value;
  if (view.lanes.some((lane) => lane.position) || view.orders.working.length > 0) {
    const changes = changedSettings(record, settings);
    const fixed = changes.filter(isFixed);
    const lanes = view.lanes.map(({ symbol, name: strategy }) => ({ symbol, strategy }));
    if (fixed.length === 0) return ok({ firstSequence, isFresh: false, originMs, changes, lanes });
    return err([
      'settings that make the run what it is have changed while positions or orders are open:',
      ...fixed.map((change) => `  ${describeChange(change)}`),
      'start once more with the old ones and close them on the page, or keep this run and use another DB_PATH',
    ]);
  }
  return ok({
    firstSequence: journal.head + 1,
    isFresh: true,
    balances: view.ledger.balances(),
    carryOver: (writer) => carryTradingState(writer, view.control.tradingState, view.control.tradingStateReason),
  });
}

const UNREADABLE =
  'the settings have changed, and whether the earlier run of this database holds a position cannot be told: put back what it needs, or use another DB_PATH';

/** The run as it was, with the settings it was recorded under. */
async function replayOldRun(journal: Journal, record: RunRecord): Promise<Result<Engine, readonly string[]>> {
  const settings = loadSettings({ overrides: record.settings });
  if (!settings.ok) return err([UNREADABLE, ...settings.error.map(formatProblem)]);
  const lanes = await composeLanes(settings.value);
  if (!lanes.ok) return err([UNREADABLE, ...lanes.error]);
  const engineSettings = composeEngineSettings(settings.value, orderLanes(record.lanes ?? [], lanes.value));
  const { engine } = await recoverEngine({
    journal,
    fromSequence: record.firstSequence,
    createEngine: () => new Engine(engineSettings),
    cursor: createEntryCursor(),
    onApplied: () => undefined,
  });
  return ok(engine);
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
