import type { Engine } from '../../core/engine/index.ts';
import type { RecentDecision } from './bot.ts';

const KEPT = 500;

/** The latest decisions of all lanes, holds included, for people who ask; bounded. */
export class RecentDecisions {
  readonly #engine: Engine;
  readonly #decisions: RecentDecision[] = [];
  /** Open time of the latest candle of each lane that is kept. */
  readonly #recorded = new Map<number, number>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Looks at every lane once. Full explanations, so not on every candle of a fast replay. */
  record(): void {
    for (const { id, candleOpenTimeMs } of this.#engine.view.lanes) {
      if (Number.isNaN(candleOpenTimeMs) || this.#recorded.get(id) === candleOpenTimeMs) continue;
      this.#recorded.set(id, candleOpenTimeMs);
      const decision = describeDecision(this.#engine, id);
      if (decision) this.#decisions.push(decision);
    }
    if (this.#decisions.length > KEPT * 2) this.#decisions.splice(0, this.#decisions.length - KEPT);
  }

  /** Newest first. */
  latest(limit: number): readonly RecentDecision[] {
    return this.#decisions.slice(-limit).toReversed();
  }
}

/** The decision of a lane on its latest candle; `undefined` when there is no such lane. */
export function describeDecision(engine: Engine, laneId: number): RecentDecision | undefined {
  const lane = engine.view.lanes[laneId];
  const decision = engine.explain(laneId);
  if (!lane || !decision) return undefined;
  const { id, symbol, name: strategy, instrument, candleOpenTimeMs } = lane;
  return { lane: id, symbol, strategy, candleOpenTimeMs, price: engine.view.market(instrument).last, decision };
}
