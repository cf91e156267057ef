import type { Judged } from './judge.ts';
import type { Target } from '../targets.ts';

export interface Score {
  readonly room: string;
  readonly total: number;
  /** Of `total`. */
  readonly untried: number;
  readonly killed: number;
  /** Not noticed, and proven to make no difference. */
  readonly equivalent: number;
  readonly survived: number;
  readonly unreached: number;
}

function count(room: string, total: number, results: readonly Judged[]): Score {
  const survived = results.filter(({ status }) => status === 'survived').length;
  const unreached = results.filter(({ status }) => status === 'unreached').length;
  const equivalent = results.filter(({ status }) => status === 'equivalent').length;
  const killed = results.length - survived - unreached - equivalent;
  return { room, total, untried: total - results.length, killed, equivalent, survived, unreached };
}

function sizeOf(targets: readonly Target[]): number {
  return targets.reduce((sum, { mutants }) => sum + mutants.length, 0);
}

/** One for each room of the targets, and their sum. */
export function scoreRooms(targets: readonly Target[], results: readonly Judged[]): Score[] {
  const rooms = new Map(targets.map(({ path, room }) => [path, room]));
  const byRoom = Map.groupBy(results, ({ plan }) => rooms.get(plan.mutant.path) ?? '');
  const scores = [...Map.groupBy(targets, ({ room }) => room)].map(([room, those]) =>
    count(room, sizeOf(those), byRoom.get(room) ?? []),
  );
  return [...scores, count('all', sizeOf(targets), results)];
}

/** Of the changes that make a difference. */
export function percent({ killed, survived, unreached }: Score): string {
  const different = killed + survived + unreached;
  return different === 0 ? '–' : `${((100 * killed) / different).toFixed(1)} %`;
}
