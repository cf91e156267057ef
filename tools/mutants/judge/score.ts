import type { Judged } from './judge.ts';
import type { Target } from '../targets.ts';

export interface Score {
  readonly room: string;
  readonly total: number;
  readonly killed: number;
  /** Not noticed, and proven to make no difference. */
  readonly equivalent: number;
  readonly survived: number;
  readonly unreached: number;
}

function count(room: string, results: readonly Judged[]): Score {
  const survived = results.filter(({ status }) => status === 'survived').length;
  const unreached = results.filter(({ status }) => status === 'unreached').length;
  const equivalent = results.filter(({ status }) => status === 'equivalent').length;
  const killed = results.length - survived - unreached - equivalent;
  return { room, total: results.length, killed, equivalent, survived, unreached };
}

/** One for each room that was tried, and their sum. */
export function scoreRooms(targets: readonly Target[], results: readonly Judged[]): Score[] {
  const rooms = new Map(targets.map(({ path, room }) => [path, room]));
  const byRoom = Map.groupBy(results, ({ plan }) => rooms.get(plan.mutant.path) ?? '');
  return [...[...byRoom].map(([room, judged]) => count(room, judged)), count('all', results)];
}

/** Of the changes that make a difference. */
export function percent({ killed, total, equivalent }: Score): string {
  return total === equivalent ? '–' : `${((100 * killed) / (total - equivalent)).toFixed(1)} %`;
}
