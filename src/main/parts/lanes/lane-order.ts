/** Lanes keep their numbers, whatever is configured later: a position stays whose it was. */
import type { LaneSpec } from '../../../core/engine/index.ts';
import { defineStrategy } from '../../../core/strategies/api/index.ts';
import type { LaneName } from '../../../domain/events/events.ts';

export function nameOf({ symbol, strategy }: LaneSpec): LaneName {
  return { symbol, strategy: strategy.name };
}

/**
 * The lanes of a run in the order of their numbers, then those that it has not had yet: those of its symbols first, as the
 * others wait for theirs.
 */
export function orderLanes(known: readonly LaneName[], configured: readonly LaneSpec[]): readonly LaneSpec[] {
  const left = [...configured];
  const ordered = known.map(({ symbol, strategy }) => {
    const at = left.findIndex((lane) => lane.symbol === symbol && lane.strategy.name === strategy);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return found ?? retired(symbol, strategy);
  });
  const isKnown = (lane: LaneSpec) => known.some(({ symbol }) => symbol === lane.symbol);
  return [...ordered, ...left.filter(isKnown), ...left.filter((lane) => !isKnown(lane))];
}

/** A strategy or symbol that is not configured any more: what is held is guarded until it is left, and nothing rests. */
function retired(symbol: string, name: string): LaneSpec {
  const strategy = defineStrategy({
    name,
    parameters: {},
    lookback: 0,
    setup:
      () =>
      ({ rest, resting }) =>
        resting().length > 0 ? rest({ reason: 'it is not configured any more', orders: [] }) : undefined,
  });
  return { symbol, strategy, parameters: {}, isRetired: true };
}
