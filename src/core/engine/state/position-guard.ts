/** Whether a position is guarded: `flat` has nothing to guard, `naked` is an emergency. */
export type GuardStatus = 'flat' | 'protected' | 'beingReplaced' | 'naked';

/** Levels to leave at, each with the rule that set it; `NaN` is none. */
export interface ExitLevels {
  readonly stopPrice: number;
  readonly stopRule: string;
  readonly targetPrice: number;
  readonly targetRule: string;
}

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

  /** New levels, which are not known to be live yet. */
  replace(levels: ExitLevels, nowMs: number): void {
    this.generation += 1;
    this.stopPrice = levels.stopPrice;
    this.stopRule = levels.stopRule;
    this.targetPrice = levels.targetPrice;
    this.targetRule = levels.targetRule;
    this.#enter('beingReplaced', nowMs);
  }

  /** The latest levels are live. */
  confirm(nowMs: number): void {
    this.status = 'protected';
    this.sinceMs = nowMs;
  }

  /** Nothing guards the position. */
  lose(nowMs: number): void {
    this.#enter('naked', nowMs);
  }

  clear(): void {
    this.status = 'flat';
    this.stopPrice = Number.NaN;
    this.stopRule = '';
    this.targetPrice = Number.NaN;
    this.targetRule = '';
  }

  /** Numbers that an earlier process may have used are not used again. */
  skipGenerations(count: number): void {
    this.generation += count;
  }

  hasLevels({ stopPrice, targetPrice }: ExitLevels): boolean {
    return Object.is(this.stopPrice, stopPrice) && Object.is(this.targetPrice, targetPrice);
  }

  /** The rule that a price triggers; the stop wins. */
  triggeredBy(price: number): string | undefined {
    if (price <= this.stopPrice) return this.stopRule;
    if (price >= this.targetPrice) return this.targetRule;
    return undefined;
  }

  /** Time without protection runs on while one unprotected status follows itself. */
  #enter(status: GuardStatus, nowMs: number): void {
    if (this.status !== status) this.sinceMs = nowMs;
    this.status = status;
  }
}
