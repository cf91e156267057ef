import { assert, unreachable } from '../../domain/assert.ts';
import type { Command } from '../../domain/orders/commands.ts';
import { type Saved, decodeSaved, encodeSaved } from '../../domain/saved.ts';
import type { Decision } from '../../domain/decision.ts';
import type { CandleClosed, EngineEvent, JournalEntry, RunStarted } from '../../domain/events/events.ts';
import type { RiskStanding } from '../risk/index.ts';
import { onEntrySetAside } from './control/set-aside.ts';
import { onSettingsChanged } from './control/settings.ts';
import { onInstrumentChanged } from './control/instrument.ts';
import { onOperatorActed } from './control/operator.ts';
import { onRunResumed } from './control/resume.ts';
import { awaitsClock, onTimerFired } from './control/timer.ts';
import { onCandleBackfilled, onCandleClosed, onIntervalClosed } from './decide/candle-step.ts';
import { assertLanesAreThere, setUpLanes } from './decide/lane-setup.ts';
import { onQuoteSeen } from './decide/watch.ts';
import { explainLane } from './explain.ts';
import type { EngineObserver } from './observer.ts';
import { onOrderAbsent, onOrderAccepted, onOrderClosed, onOrderRejected, onOutcomeUnknown } from './orders/answers.ts';
import { onOrderFilled } from './orders/fills.ts';
import { placeWhatWaited } from './orders/resting/reconcile.ts';
import { replaceAbsentEntries } from './orders/replace-absent.ts';
import { type OrderUnderJudgement, readLimits } from './orders/risk-check.ts';
import { onExitArmFailed, onExitArmed } from './position/levels.ts';
import type { EngineSettings } from './settings.ts';
import { Adoption } from './saved/adopt.ts';
import type { AdoptedTables } from './saved/adopted-tables.ts';
import { type Facts, FactRecorder } from './saved/facts.ts';
import { foldEntry } from './saved/fold.ts';
import { Overheard, saveForSecond, settingsOfSecond, standIn } from './saved/rehearse.ts';
import { type Unrestored, restoreState, saveState } from './saved/save-state.ts';
import { EngineState } from './state/engine-state.ts';
import type { EngineView } from './view.ts';

/**
 * The one engine of backtest, paper, live and replay: told journal entries, it answers with commands. Mutable inside,
 * deterministic outside: the same entries give the same commands, byte for byte.
 */
export class Engine {
  readonly #settings: EngineSettings;
  readonly #observer: EngineObserver;
  #state: EngineState | undefined;
  #isRecording = false;
  #recorder: FactRecorder | undefined;
  #isRecorderBehind = false;
  #overheard: Overheard | undefined;

  constructor(settings: EngineSettings, observer: EngineObserver = {}) {
    this.#settings = settings;
    this.#observer = observer;
  }

  /** What the engine knows, to read; available once the run has started. */
  get view(): EngineView {
    return this.#state ?? this.#running;
  }

  /** The decision of a lane's latest candle with its full explanation. */
  explain(laneId: number): Decision | undefined {
    const state = this.#running;
    const lane = state.lanes[laneId];
    return lane && explainLane(state, lane);
  }

  /** Each risk rule's limit and present value, as an order of the lane would meet it. */
  readLimits(laneId: number, order: OrderUnderJudgement): readonly RiskStanding[] {
    const state = this.#running;
    return readLimits(state, state.lane(laneId), order);
  }

  /** Whether time alone would change anything. */
  get awaitsClock(): boolean {
    return awaitsClock(this.#running);
  }

  /**
   * Takes one entry. The returned list is valid until the next call.
   * @throws AssertionFailure when an invariant is broken, StrategySetupError when a strategy cannot be set up.
   */
  apply(entry: JournalEntry): readonly Command[] {
    const { event } = entry;
    // Nearly every entry is a candle, so that is asked for first, and once.
    const isCandle = event.type === 'candleClosed';
    if (!isCandle && event.type === 'runStarted') this.#start(event);
    const state = this.#state ?? this.#running;
    if (this.#isRecorderBehind) this.#catchUp();
    state.begin(entry.timeMs);
    if (isCandle) onCandleClosed(state, event.instrument, event);
    else answer(state, event);
    const { orders } = state;
    if (orders.absentEntries.length > 0) replaceAbsentEntries(state);
    if (orders.hasResolved) placeWhatWaited(state);
    return state.outbox;
  }

  /** From now on what each entry decides is kept for `takeFacts`. */
  recordFacts(): void {
    this.#isRecording = true;
    if (this.#state) this.#recorder ??= new FactRecorder(this.#state);
  }

  /** What the latest entry has decided, to be journaled with it; `undefined` when that is nothing. */
  takeFacts(): Facts | undefined {
    return this.#recorder?.take();
  }

  /** The whole state as plain data. */
  save(): Saved {
    return saveState(this.#running);
  }

  /**
   * Begins a run in a state that was saved, in place of its `runStarted`.
   * @throws UnreadableSave when it is damaged or of another run; this engine is useless from then on.
   */
  restore(run: RunStarted, saved: Saved): Unrestored {
    const state = this.#begin(run);
    this.#isRecorderBehind = true;
    return restoreState(state, saved);
  }

  /** Market time of candles that the strategies of these lanes ask to be told again; 0 when none does. */
  lookbackMsOf(lanes: readonly number[] = this.#settings.lanes.map((_, id) => id)): number {
    const { intervalMs } = this.#settings;
    return Math.max(0, ...lanes.map((id) => (this.#settings.lanes[id]?.strategy.lookback ?? 0) * intervalMs));
  }

  /**
   * Takes in an entry that was answered before, with what was decided then. Nothing is decided, nobody is told.
   * @throws UnreadableSave when the facts cannot be read.
   */
  fold(entry: JournalEntry, facts: Facts | undefined): void {
    if (entry.event.type === 'runStarted') this.#begin(entry.event);
    this.#isRecorderBehind = true;
    foldEntry(this.#running, entry, facts);
  }

  /**
   * Takes in entries of a version that kept no decisions, which its tables tell instead.
   * @throws UnreadableSave from `finish`, when the two do not tell the same.
   */
  adopt(run: RunStarted, tables: AdoptedTables): Pick<Adoption, 'take' | 'finish'> {
    this.#isRecorderBehind = true;
    return new Adoption(this.#begin(run), tables);
  }

  /**
   * Takes an entry in as `fold` does, and tells what this engine would decide on it: a second engine has done so, from
   * the same state. Its observer hears it.
   * @throws UnreadableSave when the facts cannot be read.
   */
  rehearse(entry: JournalEntry, facts: Facts | undefined, observer: EngineObserver = {}): Engine {
    const state = this.#running;
    this.#overheard ??= new Overheard(state);
    this.#overheard.begin();
    // As text: nothing of one state is reached from the other.
    const before = encodeSaved(saveForSecond(state));
    this.fold(entry, facts);
    const second = new Engine(settingsOfSecond(this.#settings), observer);
    second.restore(state.run, decodeSaved(before));
    standIn(second.#running, state, this.#overheard);
    second.apply(entry);
    return second;
  }

  /** Open time of the interval that the entry will end, by which strategies are asked; `undefined` when it ends none. */
  intervalEndedBy({ event }: JournalEntry): number | undefined {
    const { interval, markets } = this.#running;
    if (event.type === 'intervalClosed') {
      return interval.isOpen && interval.openTimeMs <= event.openTimeMs ? interval.openTimeMs : undefined;
    }
    return event.type === 'candleClosed' ? interval.endedBy(event.openTimeMs, markets.length) : undefined;
  }

  get #running(): EngineState {
    assert(this.#state !== undefined, 'the first entry of a run must be runStarted');
    return this.#state;
  }

  #start(run: RunStarted): void {
    assertLanesAreThere(this.#begin(run));
    this.#observer.runBegan?.(run);
  }

  #begin(run: RunStarted): EngineState {
    assert(this.#state === undefined, 'a journal holds one runStarted entry');
    const state = new EngineState(this.#settings, this.#observer, run);
    setUpLanes(state);
    this.#state = state;
    if (this.#isRecording) this.#recorder = new FactRecorder(state);
    return state;
  }

  /** What was restored or folded is known to whoever reads the journal. */
  #catchUp(): void {
    this.#recorder?.forget();
    this.#isRecorderBehind = false;
  }
}

function answer(state: EngineState, event: Exclude<EngineEvent, CandleClosed>): void {
  switch (event.type) {
    case 'candleBackfilled':
      onCandleBackfilled(state, event.instrument, event);
      break;
    case 'intervalClosed':
      onIntervalClosed(state, event.openTimeMs);
      break;
    case 'quoteSeen':
      onQuoteSeen(state, event);
      break;
    case 'orderAccepted':
      onOrderAccepted(state, event);
      break;
    case 'orderRejected':
      onOrderRejected(state, event);
      break;
    case 'outcomeUnknown':
      onOutcomeUnknown(state, event);
      break;
    case 'orderAbsent':
      onOrderAbsent(state, event);
      break;
    case 'orderFilled':
      onOrderFilled(state, event);
      break;
    case 'orderClosed':
      onOrderClosed(state, event);
      break;
    case 'exitArmed':
      onExitArmed(state, event.lane, event.generation);
      break;
    case 'exitArmFailed':
      onExitArmFailed(state, event.lane, event.generation, event.cause);
      break;
    case 'timerFired':
      onTimerFired(state, event);
      break;
    case 'operatorActed':
      onOperatorActed(state, event);
      break;
    case 'storageChanged':
      state.control.storageSeen(event.isWritable);
      state.notify(event.isWritable ? 'info' : 'critical', 'storageChanged', event.cause);
      break;
    case 'interruptionSeen':
      state.control.interruptionSeen(event.freshAfterMs);
      state.notify('warning', 'interruptionSeen', `${event.cause}; no new positions before the next candle`);
      break;
    case 'entrySetAside':
      onEntrySetAside(state, event);
      break;
    case 'settingsChanged':
      onSettingsChanged(state, event);
      break;
    case 'instrumentChanged':
      onInstrumentChanged(state, event.instrument);
      break;
    case 'runResumed':
      onRunResumed(state);
      break;
    case 'runStarted':
    case 'balanceSeen':
    case 'checkpointMade':
      break;
    default:
      unreachable(event);
  }
}
