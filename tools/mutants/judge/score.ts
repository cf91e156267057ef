import type { Judged } from './judge.ts';
import type { Target } from '../targets.ts';

export interface Score {
  readonly room: string;
  readonly total: number;
  readonly killed: number;
  readonly survived: number;
  readonly unreached: number;
}

function count(room: string, results: readonly Judged[]): Score {
  const survived = results.filter(({ status }) => status === 'survived').length;
  const unreached = results.filter(({ status }) => status === 'unreached').length;
  return { room, total: results.length, killed: results.length - survived - unreached, survived, unreached };
}

/** One for each room that was tried, and their sum. */
export function scoreRooms(targets: readonly Target[], results: readonly Judged[]): Score[] {
  const rooms = new Map(targets.map(({ path, room }) => [path, room]));
  const byRoom = Map.groupBy(results, ({ plan }) => rooms.get(plan.mutant.path) ?? '');
  return [...[...byRoom].map(([room, judged]) => count(room, judged)), count('all', results)];
}

export function percent({ killed, total }: Score): string {
  return total === 0 ? '–' : `${((100 * killed) / total).toFixed(1)} %`;
}
