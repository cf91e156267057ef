import {
  type Saved,
  saveFields,
  restoreFields,
  savedCount,
  savedList,
  savedNumber,
  savedRecord,
  savedText,
  toSaved,
} from '../../../domain/saved.ts';
import { shortHash } from '../../../domain/short-hash.ts';
import { shorten } from '../../../domain/shorten.ts';
import type { EnterLong } from '../../strategies/api/define.ts';
import { type Goal, isTighter, restoredGoal, saveGoal } from './goal.ts';
import type { OrderRegister } from './order-register.ts';
import type { ProtectiveOrder } from './protective-order.ts';
import { RestingLevels } from './resting-levels.ts';
import type { TrackedOrder } from './tracked-order.ts';

const FIELDS = ['failures', 'nextTryMs', 'goalSinceMs', 'nextSliceMs'] as const;

/** The orders that one lane has at work, one of each role, what they are for, and what is still to be sold. */
export class LaneOrders {
  entry: TrackedOrder | undefined;
  exit: TrackedOrder | undefined;
  /** What waits for a price to leave the position. */
  stop: ProtectiveOrder | undefined;
  target: ProtectiveOrder | undefined;
  /** What the strategy wishes to rest. */
  readonly levels = new RestingLevels();
  /** The intent behind `entry`, for the case that it never reached the venue. */
  entryIntent: EnterLong | undefined;
  /** Kept until the position is there and no order of the lane is at work. */
  goal: Goal | undefined;
  /** Orders and denials in a row that brought the goal no nearer. */
  failures = 0;
  /** The goal is not tried again before. */
  nextTryMs = Number.NEGATIVE_INFINITY;
  /** When the goal was first wished; slices of an exit widen with the time since. */
  goalSinceMs = Number.NaN;
  /** No further slice is sold before. */
  nextSliceMs = Number.NEGATIVE_INFINITY;
  /** Since when the goal waits for coins that resting sales hold. */
  #coinsAwaitedMs = Number.NaN;
  /** Of exits that have ended, as far as they were made on the candle of the first of them. */
  #exitDecisions: string[] = [];
  #revision = 0;

  /** Counts changes, those of levels among them. */
  get revision(): number {
    return this.#revision + this.levels.revision;
  }

  /** Whether a buy at work may bring a position, or more of one. */
  get hasBuys(): boolean {
    return this.entry !== undefined || (this.levels.size > 0 && this.levels.hasBuys);
  }

  /** What the buys at work still bring is not wished any more. */
  abandonBuys(goal: Goal): void {
    this.entry?.abandon(goal);
    for (const { order } of this.levels.all) if (order?.request.side === 'buy') order.abandon(goal);
  }

  entrySent(order: TrackedOrder, intent: EnterLong): void {
    this.#revision += 1;
    this.entry = order;
    this.entryIntent = intent;
  }

  exitSent(order: TrackedOrder): void {
    this.#revision += 1;
    this.exit = order;
  }

  protectionSent(order: ProtectiveOrder): void {
    this.#revision += 1;
    this[order.role] = order;
  }

  protectionEnded(role: 'stop' | 'target'): void {
    this.#revision += 1;
    this[role] = undefined;
  }

  entryEnded(): void {
    this.#revision += 1;
    this.entry = undefined;
  }

  /** One that never arrived is made again under its own name. */
  exitEnded({ status, request }: TrackedOrder): void {
    this.#revision += 1;
    this.exit = undefined;
    if (status !== 'failed') this.#exitDecisions.push(request.decisionId);
  }

  /** Names another exit on the same candle apart from those before it. */
  exitDecisionId(decisionId: string): string {
    if (this.#exitDecisions[0] !== decisionId) {
      shorten(this.#exitDecisions, 0);
      this.#revision += 1;
    }
    const earlier = this.#exitDecisions.length;
    return earlier === 0 ? decisionId : shortHash(`${decisionId}:exit:${earlier}`);
  }

  /** A wish replaces the goal where it tightens it, and is then tried at once. */
  wish(goal: Goal, nowMs: number): void {
    if (!isTighter(goal, this.goal)) return;
    this.#revision += 1;
    if (this.goal === undefined) this.goalSinceMs = nowMs;
    this.goal = goal;
    this.goalNearer();
  }

  /** Gives since when they are awaited. */
  awaitCoins(nowMs: number): number {
    if (Number.isNaN(this.#coinsAwaitedMs)) {
      this.#coinsAwaitedMs = nowMs;
      this.#revision += 1;
    }
    return this.#coinsAwaitedMs;
  }

  goalMet(): void {
    this.#revision += 1;
    this.goal = undefined;
    this.nextSliceMs = Number.NEGATIVE_INFINITY;
    this.#coinsAwaitedMs = Number.NaN;
  }

  /** Something was sold, or what stood in the way has changed: the next try need not wait. */
  goalNearer(): void {
    this.#revision += 1;
    this.failures = 0;
    this.nextTryMs = Number.NEGATIVE_INFINITY;
  }

  /** A slice has ended: the next one waits for the book to fill up again. */
  sliceEnded(nextSliceMs: number): void {
    this.#revision += 1;
    this.nextSliceMs = nextSliceMs;
  }

  goalFailed(nextTryMs: number): void {
    this.#revision += 1;
    this.failures += 1;
    this.nextTryMs = nextTryMs;
  }

  /** Orders by their ids, stops and targets by their numbers. */
  save(): Saved {
    const { entry, exit, stop, target, levels, entryIntent, goal } = this;
    return [
      entry?.request.clientOrderId ?? null,
      exit?.request.clientOrderId ?? null,
      stop?.number ?? null,
      target?.number ?? null,
      levels.save(),
      toSaved(entryIntent),
      saveGoal(goal),
      ...saveFields(this, FIELDS),
      this.#coinsAwaitedMs,
      [...this.#exitDecisions],
    ];
  }

  /** @throws UnreadableSave */
  restore(saved: Saved | undefined, orders: Pick<OrderRegister, 'find' | 'findProtective'>): void {
    const what = 'orders of a lane';
    const values = savedList(saved, what, FIELDS.length + 9);
    const [entry, exit, stop, target, levels, intent, goal] = values;
    const orderOf = (id: Saved | undefined) => (id === null ? undefined : orders.find(savedText(id, what)));
    const protectiveOf = (number: Saved | undefined) =>
      number === null ? undefined : orders.findProtective(savedCount(number, what));
    this.entry = orderOf(entry);
    this.exit = orderOf(exit);
    this.stop = protectiveOf(stop);
    this.target = protectiveOf(target);
    this.levels.restore(levels, (id) => orders.find(id));
    this.entryIntent = intent === null ? undefined : (savedRecord(intent, what) as unknown as EnterLong);
    this.goal = restoredGoal(goal);
    restoreFields(this, FIELDS, { saved: values.slice(7, -2), what });
    this.#coinsAwaitedMs = savedNumber(values.at(-2), what);
    this.#exitDecisions = savedList(values.at(-1), what).map((id) => savedText(id, what));
  }
}
