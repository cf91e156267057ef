import {
  type Saved,
  restoreFields,
  saveFields,
  savedList,
  savedText,
  savedTuple,
  toSaved,
} from '../../../domain/saved.ts';
import { DAY_MS } from '../../../domain/durations.ts';
import { type TradingState, stricter } from '../../../domain/trading-state.ts';

const KEPT_KEYS = 10_000;

const FIELDS = [
  'tradingState',
  'tradingStateReason',
  'entriesHeldUntilMs',
  'entriesHeldReason',
  'clockDriftMs',
  'isStorageWritable',
  'freshAfterMs',
] as const;

/** What the bot may do at all: trading state, holds, and what it knows of clock and storage. */
export class Control {
  tradingState: TradingState = 'active';
  tradingStateReason = '';
  /** Entries wait until then because a limit of the day was reached. */
  entriesHeldUntilMs = Number.NEGATIVE_INFINITY;
  entriesHeldReason = '';
  clockDriftMs = 0;
  isStorageWritable = true;
  /** Market time at which the process was last seen to have stood still: what closed before says nothing of now. */
  freshAfterMs = Number.NEGATIVE_INFINITY;
  /** Operator action keys already applied, oldest first; with why the action was refused, if it was. */
  readonly #appliedKeys = new Map<string, string | undefined>();

  /** The latest refusal. */
  #refused: readonly [key: string, why: string] | undefined;
  /** Counts changes, but for what every tick of the clock and every operator's key brings. */
  revision = 0;

  /** An operator's word: any state, looser ones included. */
  setTradingState(state: TradingState, reason: string): void {
    this.revision += 1;
    this.tradingState = state;
    this.tradingStateReason = reason;
  }

  /** Only exits from here on, until an operator loosens it; `false` when it was no longer active anyway. */
  reduce(reason: string): boolean {
    if (this.tradingState !== 'active') return false;
    this.revision += 1;
    this.tradingState = stricter(this.tradingState, 'reducing');
    this.tradingStateReason = reason;
    return true;
  }

  holdEntriesForToday(nowMs: number, reason: string): void {
    this.revision += 1;
    this.entriesHeldUntilMs = (Math.floor(nowMs / DAY_MS) + 1) * DAY_MS;
    this.entriesHeldReason = reason;
  }

  releaseEntries(): void {
    this.revision += 1;
    this.entriesHeldUntilMs = Number.NEGATIVE_INFINITY;
  }

  clockSeen(driftMs: number): void {
    this.clockDriftMs = driftMs;
  }

  interruptionSeen(freshAfterMs: number): void {
    this.revision += 1;
    this.freshAfterMs = Math.max(this.freshAfterMs, freshAfterMs);
  }

  storageSeen(isWritable: boolean): void {
    this.revision += 1;
    this.isStorageWritable = isWritable;
  }

  /** Takes the key of an operator's action; `false` when it was applied before. */
  applyOnce(key: string): boolean {
    if (this.#appliedKeys.has(key)) return false;
    this.#appliedKeys.set(key, undefined);
    if (this.#appliedKeys.size > KEPT_KEYS) {
      const oldest = this.#appliedKeys.keys().next();
      this.#appliedKeys.delete(oldest.value as string);
    }
    return true;
  }

  /** The action of this key could not be carried out. */
  refuse(key: string, why: string): void {
    this.revision += 1;
    this.#appliedKeys.set(key, why);
    this.#refused = [key, why];
  }

  /** Why the action of this key was refused; `undefined` when it was carried out. */
  refusalOf(key: string): string | undefined {
    return this.#appliedKeys.get(key);
  }

  /** All but the keys, which are many: `saveKeys`. */
  save(): Saved {
    return [...saveFields(this, FIELDS), toSaved(this.#refused)];
  }

  saveKeys(): Saved {
    return [...this.#appliedKeys].map(([key, why]) => [key, why ?? null]);
  }

  /** @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    const values = savedList(saved, 'control', FIELDS.length + 1);
    restoreFields(this, FIELDS, { saved: values.slice(0, -1), what: 'control' });
    const refused = values.at(-1);
    if (refused === null) return;
    const [key, why] = savedTuple(refused, 'refusal', 2);
    this.#refused = [savedText(key, 'refusal'), savedText(why, 'refusal')];
    this.#appliedKeys.set(...this.#refused);
  }

  /** @throws UnreadableSave */
  restoreKeys(saved: Saved | undefined): void {
    this.#appliedKeys.clear();
    for (const one of savedList(saved, 'keys')) {
      const [key, why] = savedTuple(one, 'key', 2);
      this.#appliedKeys.set(savedText(key, 'key'), why === null ? undefined : savedText(why, 'refusal'));
    }
  }
}
