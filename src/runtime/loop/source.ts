import type { Budget } from '../writer/budget.ts';

/** Where a run's market comes from, as the loop asks for it. One that pushes into the inbox has nothing to be asked for. */
export interface Source {
  /** Tells the writer what is due at `nowMs`, as far as the budget goes and no order waits; returns how many items. */
  pump(nowMs: number, budget: Budget): number;
  /** Milliseconds until `pump` may have something, 0 = at once, `undefined` = the market has ended. */
  waitMs(nowMs: number): number | undefined;
}
