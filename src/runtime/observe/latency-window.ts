const SIZE = 1000;

/** p95 and p99 in milliseconds over the latest thousand; `null` before there is any. */
export interface LatencySummary {
  readonly count: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  /** 0 = no budget. */
  readonly budgetMs: number;
  readonly isWithinBudget: boolean;
}

/** What is timed of a run: a decision, an order's hand-over, a round of the loop. */
export type Timings = Readonly<Record<'decision' | 'order' | 'flow', LatencyWindow>>;

/** Durations of the latest thousand runs of something, held against a budget. */
export class LatencyWindow {
  readonly budgetMs: number;
  readonly #samples = new Float64Array(SIZE);
  #count = 0;

  /** A budget of 0 is no budget. */
  constructor(budgetMs = 0) {
    this.budgetMs = budgetMs;
  }

  push(durationMs: number): void {
    this.#samples[this.#count % SIZE] = durationMs;
    this.#count += 1;
  }

  isOver(durationMs: number): boolean {
    return this.budgetMs > 0 && durationMs > this.budgetMs;
  }

  summary(): LatencySummary {
    const sorted = this.#samples.slice(0, Math.min(this.#count, SIZE)).sort();
    const at = (share: number): number | null =>
      sorted.length === 0
        ? null
        : (sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] as number);
    const p99Ms = at(0.99);
    return {
      count: this.#count,
      p50Ms: at(0.5),
      p95Ms: at(0.95),
      p99Ms,
      budgetMs: this.budgetMs,
      isWithinBudget: this.budgetMs === 0 || p99Ms === null || p99Ms <= this.budgetMs,
    };
  }
}
