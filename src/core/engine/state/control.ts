import { DAY_MS } from '../../../domain/durations.ts';
import { type TradingState, stricter } from '../../../domain/trading-state.ts';

const KEPT_KEYS = 10_000;

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

  /** An operator's word: any state, looser ones included. */
  setTradingState(state: TradingState, reason: string): void {
    this.tradingState = state;
    this.tradingStateReason = reason;
  }

  /** Only exits from here on, until an operator loosens it; `false` when it was no longer active anyway. */
  reduce(reason: string): boolean {
    if (this.tradingState !== 'active') return false;
    this.tradingState = stricter(this.tradingState, 'reducing');
    this.tradingStateReason = reason;
    return true;
  }

  holdEntriesForToday(nowMs: number, reason: string): void {
    this.entriesHeldUntilMs = (Math.floor(nowMs / DAY_MS) + 1) * DAY_MS;
    this.entriesHeldReason = reason;
  }

  releaseEntries(): void {
    this.entriesHeldUntilMs = Number.NEGATIVE_INFINITY;
  }

  clockSeen(driftMs: number): void {
    this.clockDriftMs = driftMs;
  }

  interruptionSeen(freshAfterMs: number): void {
    this.freshAfterMs = Math.max(this.freshAfterMs, freshAfterMs);
  }

  storageSeen(isWritable: boolean): void {
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
    this.#appliedKeys.set(key, why);
  }

  /** Why the action of this key was refused; `undefined` when it was carried out. */
  refusalOf(key: string): string | undefined {
    return this.#appliedKeys.get(key);
  }
}
