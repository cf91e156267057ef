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

/** Two runs of each, close to each other in time: the mean of both. */
export interface Pair {
  readonly oursMs: number;
  readonly theirsMs: number;
}

/**
 * Lets two programs run in turn. In every pair each begins once: whoever comes second finds the machine awake and runs a
 * few percent faster, so that a pair of one order alone measures the order.
 * @throws Disagreement when their trades or equity differ in any run.
 */
export async function runPairs(ours: Runner, theirs: Runner, options: PairsOptions): Promise<Pair[]> {
  const measured: Pair[] = [];
  for (let pair = -options.warmUpPairs; pair < options.pairs; pair += 1) {
    const oursFirst = await runBoth(ours, theirs, true);
    const theirsFirst = await runBoth(ours, theirs, false);
    if (pair < 0) continue;
    measured.push({
      oursMs: (oursFirst.oursMs + theirsFirst.oursMs) / 2,
      theirsMs: (oursFirst.theirsMs + theirsFirst.theirsMs) / 2,
    });
  }
  return measured;
}

async function runBoth(ours: Runner, theirs: Runner, isOursFirst: boolean): Promise<Pair> {
  const first = await (isOursFirst ? ours : theirs).run();
  const second = await (isOursFirst ? theirs : ours).run();
  const [our, their] = isOursFirst ? [first, second] : [second, first];
  assertSame({ runner: ours, answer: our }, { runner: theirs, answer: their });
  return { oursMs: our.ms, theirsMs: their.ms };
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
