import { type Engine, type EngineState, type Lane, explainLane } from '../../core/engine/index.ts';
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
    const { state } = this.#engine;
    for (const lane of state.lanes) {
      const { lastOpenTimeMs } = lane.market;
      if (Number.isNaN(lastOpenTimeMs) || this.#recorded.get(lane.id) === lastOpenTimeMs) continue;
      this.#recorded.set(lane.id, lastOpenTimeMs);
      this.#decisions.push(describeDecision(state, lane));
    }
    if (this.#decisions.length > KEPT * 2) this.#decisions.splice(0, this.#decisions.length - KEPT);
  }

  /** Newest first. */
  latest(limit: number): readonly RecentDecision[] {
    return this.#decisions.slice(-limit).toReversed();
  }
}

/** The decision of a lane on its latest candle. */
export function describeDecision(state: EngineState, lane: Lane): RecentDecision {
  const { market } = lane;
  return {
    lane: lane.id,
    symbol: market.instrument.symbol,
    strategy: lane.name,
    candleOpenTimeMs: market.lastOpenTimeMs,
    price: market.last,
    decision: explainLane(state, lane),
  };
}
