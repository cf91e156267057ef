import { Contestant, type ProgramSpec, runOnce } from './contestant.ts';
import { type Outcome, differenceOf } from './outcome.ts';

/** The best run of one program, its memory, and what came out. */
export interface Standing {
  readonly name: string;
  readonly bestMs: number;
  /** Most memory of a fresh process that made one run, MiB. */
  readonly peakMb: number;
  readonly outcome: Outcome;
}

export interface ContestOptions {
  readonly rounds: number;
  readonly warmUpRounds: number;
  /** Fresh processes per program whose memory is taken; the smallest counts. 0: do not measure memory. */
  readonly memoryRuns: number;
}

/** Programs that do not come to the same result are not compared. */
export class Disagreement extends Error {
  override readonly name = 'Disagreement';
}

/**
 * Lets programs run in turn, so that a busy moment of the machine hits all of them, and keeps the best of each.
 * @throws Disagreement when a program's trades or equity are not those of the first.
 */
export async function contest(specs: readonly ProgramSpec[], options: ContestOptions): Promise<Standing[]> {
  const peaks = await measureMemory(specs, options.memoryRuns);
  const players = specs.map((spec) => ({ spec, contestant: new Contestant(spec), bestMs: Number.POSITIVE_INFINITY }));
  const outcomes: Outcome[] = [];
  try {
    for (let round = -options.warmUpRounds; round < options.rounds; round += 1) {
      for (const [place, player] of players.entries()) {
        for (let turn = 0; turn < (player.spec.runsPerTurn ?? 1); turn += 1) {
          const { ms, outcome } = await player.contestant.run();
          outcomes[place] = outcome;
          assertAgreement(player.spec.name, outcome, specs[0]?.name ?? '', outcomes[0] ?? outcome);
          if (round >= 0) player.bestMs = Math.min(player.bestMs, ms);
        }
      }
    }
    return players.map(({ spec, bestMs }, place) => ({
      name: spec.name,
      bestMs,
      peakMb: peaks[place] ?? Number.NaN,
      outcome: outcomes[place] as Outcome,
    }));
  } finally {
    for (const { contestant } of players) contestant.stop();
  }
}

/** Most memory of a fresh process that makes one run, for each program in MiB: the smallest of so many processes. */
export async function measureMemory(specs: readonly ProgramSpec[], runs: number): Promise<number[]> {
  const peaks = specs.map(() => Number.NaN);
  for (let run = 0; run < runs; run += 1) {
    for (const [place, spec] of specs.entries()) {
      const { peakMb = Number.NaN } = await runOnce(spec);
      const known = peaks[place] as number;
      peaks[place] = Number.isNaN(known) ? peakMb : Math.min(known, peakMb);
    }
  }
  return peaks;
}

function assertAgreement(name: string, outcome: Outcome, firstName: string, first: Outcome): void {
  const difference = differenceOf(first, outcome);
  if (difference !== undefined) throw new Disagreement(`${firstName} and ${name} disagree: ${difference}`);
}
