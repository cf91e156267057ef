/**
 * What deciding has changed, told as the new state of whatever owns it: a fact needs no rule to be read, so that another
 * version, with other rules and other words, goes on from the same state. What follows from inputs alone (prices,
 * indicators, equity and its peak, the highest close) is no fact.
 */
import {
  encodeSaved,
  type Saved,
  UnreadableSave,
  savedCount,
  savedList,
  savedRecord,
  savedTuple,
  toSaved,
} from '../../../domain/saved.ts';
import type { EngineEvent } from '../../../domain/events/events.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { ProtectiveOrder, Trigger } from '../state/protective-order.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import { ToldLedger } from './told-ledger.ts';

/** The facts of one entry, by owner; an owner that did not change is absent. */
export type Facts = Readonly<Record<string, Saved>>;

/** Compares revisions: nothing is copied of what did not change. */
export class FactRecorder {
  readonly #state: EngineState;
  #lanes: LaneTold[] = [];
  readonly #protective = new WeakMap<ProtectiveOrder, ProtectiveTold>();
  readonly #told = new WeakSet<TrackedOrder>();
  readonly #books = new ToldLedger();
  #ledger = 0;
  #portfolio = 0;
  #sends = 0;
  #control = 0;
  #suspense = 0;
  #absent = '[]';

  constructor(state: EngineState) {
    this.#state = state;
    state.keepChanges();
    this.forget();
  }

  /** What the entry at hand has changed; `undefined` when that is nothing. */
  take(): Facts | undefined {
    const { ledger, portfolio, control, suspense, idempotency, orders } = this.#state;
    const lanes = this.#changedLanes();
    const facts: Record<string, Saved> = {};
    if (lanes.length > 0) {
      const protective = this.#changedProtective();
      if (protective.length > 0) facts['protective'] = protective;
      facts['laneParts'] = lanes;
    }
    if (orders.touched.length > 0) facts['orders'] = orders.touched.map((order) => this.#saveOrder(order));
    const booked = ledger.revision === this.#ledger ? undefined : this.#books.changed(ledger);
    if (booked !== undefined) facts['booked'] = booked;
    if (portfolio.revision !== this.#portfolio) {
      facts['portfolio'] = portfolio.saveChanged(portfolio.sends - this.#sends);
    }
    if (control.revision !== this.#control) facts['control'] = control.save();
    if (suspense.revision !== this.#suspense) facts['suspense'] = suspense.save();
    if (idempotency.latest.length > 0) facts['keys'] = toSaved(idempotency.latest);
    const absent = encodeSaved(orders.saveAbsent());
    if (absent !== this.#absent) facts['absent'] = orders.saveAbsent();
    this.#absent = absent;
    this.#keepRevisions();
    return Object.keys(facts).length === 0 ? undefined : facts;
  }

  /** The state came from elsewhere: whoever reads the journal knows it. */
  forget(): void {
    const state = this.#state;
    this.#lanes = state.lanes.map(({ revision, revisions }) => ({ revision, revisions }));
    for (const order of state.orders.protective) this.#protective.set(order, toldOf(order));
    this.#books.changed(state.ledger);
    this.#absent = encodeSaved(state.orders.saveAbsent());
    this.#keepRevisions();
  }

  #keepRevisions(): void {
    const { ledger, portfolio, control, suspense } = this.#state;
    this.#ledger = ledger.revision;
    this.#portfolio = portfolio.revision;
    this.#sends = portfolio.sends;
    this.#control = control.revision;
    this.#suspense = suspense.revision;
  }

  #changedLanes(): Saved[] {
    const changed: Saved[] = [];
    for (const lane of this.#state.lanes) {
      const { revision } = lane;
      const told = this.#lanes[lane.id] ?? FRESH;
      if (revision === told.revision) continue;
      changed.push([lane.id, ...lane.saveChanged(told.revisions)]);
      this.#lanes[lane.id] = { revision, revisions: lane.revisions };
    }
    return changed;
  }

  /** What was meant is told once. */
  #saveOrder(order: TrackedOrder): Saved {
    if (this.#told.has(order)) return order.saveChanged();
    this.#told.add(order);
    return order.save();
  }

  /** Stops and targets change with the lane whose they are. */
  #changedProtective(): Saved[] {
    const changed: Saved[] = [];
    for (const order of this.#state.orders.protective) {
      const told = this.#protective.get(order);
      if (told?.revision === order.revision) continue;
      this.#protective.set(order, toldOf(order));
      changed.push(told ? order.saveChanged(told.trigger) : order.save());
    }
    return changed;
  }
}

interface LaneTold {
  readonly revision: number;
  readonly revisions: readonly number[];
}

/** A lane that the run got since: it begins as whoever folds it makes it. */
const FRESH: LaneTold = { revision: 0, revisions: [0, 0, 0, 0] };

interface ProtectiveTold {
  readonly revision: number;
  readonly trigger: Trigger;
}

function toldOf({ revision, trigger }: ProtectiveOrder): ProtectiveTold {
  return { revision, trigger };
}

/** Every name that facts have had: `lanes` and `ledger` told the whole where their successors tell parts. */
const NAMES: ReadonlySet<string> = new Set([
  'protective',
  'orders',
  'laneParts',
  'lanes',
  'booked',
  'ledger',
  'portfolio',
  'control',
  'suspense',
  'keys',
  'absent',
]);

/**
 * Puts the owners into the state that was told of them.
 * @throws UnreadableSave when the facts are damaged, or of a state that this version does not know.
 */
export function applyFacts(state: EngineState, facts: Facts, event: EngineEvent): void {
  const { orders, ledger, portfolio, control, suspense, idempotency } = state;
  const { protective = [], orders: changed = [], laneParts = [], lanes = [] } = facts;
  // What is passed over is lost: a position that nobody guards.
  const unknown = Object.keys(facts).find((name) => !NAMES.has(name));
  if (unknown !== undefined)
    throw new UnreadableSave(`saved facts must be of ${[...NAMES].join(', ')}, found ${unknown}`);
  for (const one of savedList(protective, 'stops and targets')) orders.takeOverProtective(one);
  for (const one of savedList(changed, 'orders')) orders.takeOver(one, state.nowMs);
  if (facts['booked'] !== undefined || facts['ledger'] !== undefined) {
    if (facts['ledger'] === undefined) ledger.takeOver(facts['booked']);
    else ledger.restore(facts['ledger']);
    if (event.type === 'orderFilled') noteTrade(state, event.tradeId, event.clientOrderId);
  }
  for (const one of savedList(lanes, 'lanes')) {
    const [id, whole] = savedTuple(one, 'lane', 2);
    const lane = state.lane(savedCount(id, 'lane'));
    lane.restore(whole, { orders, exact: ledger.position(lane.id) });
  }
  for (const one of savedList(laneParts, 'lanes')) {
    const [id, ...parts] = savedTuple(one, 'lane', 5);
    const lane = state.lane(savedCount(id, 'lane'));
    lane.takeOver(parts, { orders, exact: ledger.position(lane.id) });
  }
  if (facts['portfolio'] !== undefined) portfolio.restore(facts['portfolio'], state.nowMs);
  if (facts['control'] !== undefined) control.restore(facts['control']);
  if (facts['suspense'] !== undefined) suspense.restore(facts['suspense']);
  if (facts['keys'] !== undefined) idempotency.takeOver(facts['keys'], state.nowMs);
  if (facts['absent'] !== undefined) orders.restoreAbsent(facts['absent']);
}

/** @throws UnreadableSave */
export function factsOf(saved: Saved): Facts {
  return savedRecord(saved, 'facts');
}

function noteTrade({ orders, ledger }: EngineState, tradeId: string, clientOrderId: string): void {
  const order = orders.find(clientOrderId);
  if (order) ledger.noteTrade(tradeId, order.request.instrument, order.request.side);
}
