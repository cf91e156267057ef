import { Disagreement } from '../contest.ts';
import type { Answer } from '../contestant.ts';
import { differenceOf } from '../outcome.ts';

/** A program that runs as often as it is asked. */
export interface Runner {
  readonly name: string;
  run(): Promise<Answer>;
}

export interface PairsOptions {
  readonly pairs: number;
  /** Pairs before those that count. */
  readonly warmUpPairs: number;
}

/** One run of each, close to each other in time. */
export interface Pair {
  readonly oursMs: number;
  readonly theirsMs: number;
}

/**
 * Lets two programs run in turn. Who begins changes with each pair, so that a machine that slows down or speeds up
 * favors neither.
 * @throws Disagreement when their trades or equity differ in any pair.
 */
export async function runPairs(ours: Runner, theirs: Runner, options: PairsOptions): Promise<Pair[]> {
  const measured: Pair[] = [];
  for (let pair = -options.warmUpPairs; pair < options.pairs; pair += 1) {
    const isOursFirst = pair % 2 === 0;
    const first = await (isOursFirst ? ours : theirs).run();
    const second = await (isOursFirst ? theirs : ours).run();
    const [our, their] = isOursFirst ? [first, second] : [second, first];
    assertSame({ runner: ours, answer: our }, { runner: theirs, answer: their });
    if (pair >= 0) measured.push({ oursMs: our.ms, theirsMs: their.ms });
  }
  return measured;
}

interface Given {
  readonly runner: Runner;
  readonly answer: Answer;
}

function assertSame(our: Given, their: Given): void {
  const difference = differenceOf(our.answer.outcome, their.answer.outcome);
  if (difference !== undefined) {
    throw new Disagreement(`${our.runner.name} and ${their.runner.name} disagree: ${difference}`);
  }
}
