/** Whether a position is guarded: `flat` has nothing to guard, `naked` is an emergency. */
export type GuardStatus = 'flat' | 'protected' | 'beingReplaced' | 'naked';

/** The exit levels of one lane and whether they are known to be live. */
export class PositionGuard {
  status: GuardStatus = 'flat';
  sinceMs = 0;
  /** Counts every change of levels; acknowledgements of older ones are ignored. */
  generation = 0;
  stopPrice = Number.NaN;
  stopRule = '';
  targetPrice = Number.NaN;
  targetRule = '';

  clear(): void {
    this.status = 'flat';
    this.stopPrice = Number.NaN;
    this.stopRule = '';
    this.targetPrice = Number.NaN;
    this.targetRule = '';
  }

  /** The rule that a price triggers; the stop wins. */
  triggeredBy(price: number): string | undefined {
    if (price <= this.stopPrice) return this.stopRule;
    if (price >= this.targetPrice) return this.targetRule;
    return undefined;
  }
}
