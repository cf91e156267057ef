import { type Saved, restoreFields, saveFields } from '../../../domain/saved.ts';

/**
 * Whether a position is guarded: `flat` has nothing to guard, `unguarded` has no stop because its owner configured none
 * that would have a value yet, `naked` should have one and has not: an emergency.
 */
export type GuardStatus = 'flat' | 'protected' | 'unguarded' | 'beingReplaced' | 'naked';

/** Levels to leave at, each with the rule that set it; `NaN` is none. */
export interface ExitLevels {
  readonly stopPrice: number;
  readonly stopRule: string;
  readonly targetPrice: number;
  readonly targetRule: string;
}

const FIELDS = [
  'status',
  'sinceMs',
  'generation',
  'stopPrice',
  'stopRule',
  'targetPrice',
  'targetRule',
  'floorPrice',
  'floorRule',
  'isKeptBack',
] as const;

/** The exit levels of one lane and whether they are known to be live. */
export class PositionGuard implements ExitLevels {
  status: GuardStatus = 'flat';
  sinceMs = 0;
  /** Counts every change of levels; acknowledgements of older ones are ignored. */
  generation = 0;
  stopPrice = Number.NaN;
  stopRule = '';
  targetPrice = Number.NaN;
  targetRule = '';
  /** The stop that was in force at the latest fill, and its rule: what a fill may not loosen. */
  floorPrice = Number.NaN;
  floorRule = '';
  /** A level or rule asked to leave while trading was halted, and people were told; of the latest levels. */
  isKeptBack = false;
  /** Counts changes. */
  revision = 0;

  /**
   * A fill changed the position: the stop in force stays the lowest there will be. It is never below the floor of an
   * earlier fill, as no levels are armed that are.
   */
  holdFloor(): void {
    this.floorPrice = this.stopPrice;
    this.floorRule = this.stopRule;
    this.revision += 1;
  }

  /** New levels, which are not known to be live yet. */
  replace(levels: ExitLevels, nowMs: number): void {
    this.generation += 1;
    this.stopPrice = levels.stopPrice;
    this.stopRule = levels.stopRule;
    this.targetPrice = levels.targetPrice;
    this.targetRule = levels.targetRule;
    this.isKeptBack = false;
    this.#enter('beingReplaced', nowMs);
  }

  /** The latest levels are live; without a stop among them the position has no guard. */
  confirm(nowMs: number): void {
    this.status = this.stopPrice > 0 ? 'protected' : 'unguarded';
    this.sinceMs = nowMs;
    this.revision += 1;
  }

  /** Nothing guards the position. */
  lose(nowMs: number): void {
    this.#enter('naked', nowMs);
  }

  keepBack(): void {
    this.isKeptBack = true;
    this.revision += 1;
  }

  clear(): void {
    this.revision += 1;
    this.status = 'flat';
    this.stopPrice = Number.NaN;
    this.stopRule = '';
    this.targetPrice = Number.NaN;
    this.targetRule = '';
    this.floorPrice = Number.NaN;
  }

  /** Numbers that an earlier process may have used are not used again. */
  skipGenerations(count: number): void {
    this.generation += count;
    this.revision += 1;
  }

  save(): Saved {
    return saveFields(this, FIELDS);
  }

  /** @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    restoreFields(this, FIELDS, { saved, what: 'guard' });
  }

  hasLevels({ stopPrice, targetPrice }: ExitLevels): boolean {
    return Object.is(this.stopPrice, stopPrice) && Object.is(this.targetPrice, targetPrice);
  }

  /** What a price triggers; the stop wins. */
  triggeredBy(price: number): 'stop' | 'target' | undefined {
    if (price <= this.stopPrice) return 'stop';
    return price >= this.targetPrice ? 'target' : undefined;
  }

  level(role: 'stop' | 'target'): { readonly price: number; readonly rule: string } {
    return role === 'stop'
      ? { price: this.stopPrice, rule: this.stopRule }
      : { price: this.targetPrice, rule: this.targetRule };
  }

  /** Time without protection runs on while one unprotected status follows itself. */
  #enter(status: GuardStatus, nowMs: number): void {
    if (this.status !== status) this.sinceMs = nowMs;
    this.status = status;
    this.revision += 1;
  }
}
