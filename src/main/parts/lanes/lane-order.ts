/** Lanes keep their numbers, whatever is configured later: a position stays whose it was. */
import type { LaneSpec } from '../../../core/engine/index.ts';
import { defineStrategy } from '../../../core/strategies/api/index.ts';
import type { LaneName } from '../../../domain/events/events.ts';

export function nameOf({ symbol, strategy }: LaneSpec): LaneName {
  return { symbol, strategy: strategy.name };
}

/** The lanes of a run in the order of their numbers, then those that it has not had yet. */
export function orderLanes(known: readonly LaneName[], configured: readonly LaneSpec[]): readonly LaneSpec[] {
  const left = [...configured];
  const ordered = known.map(({ symbol, strategy }) => {
    const at = left.findIndex((lane) => lane.symbol === symbol && lane.strategy.name === strategy);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return found ?? retired(symbol, strategy);
  });
  return [...ordered, ...left];
}

/** A strategy that is not configured any more: what it holds is guarded until it is left, and nothing of it rests. */
function retired(symbol: string, name: string): LaneSpec {
  const strategy = defineStrategy({
    name,
    parameters: {},
    lookback: 0,
    setup:
      () =>
      ({ rest, resting }) =>
        resting().length > 0 ? rest({ reason: 'the strategy is not configured any more', orders: [] }) : undefined,
  });
  return { symbol, strategy, parameters: {} };
}
