import { describe, expect, it } from 'vitest';
import { type Runner, runPairs } from '../../bench/compare/pairs.ts';
import type { Outcome } from '../../bench/outcome.ts';

const outcome: Outcome = { trips: 3, fills: 6, equity: 1000 };

interface RunnerSpec {
  readonly name: string;
  readonly log: string[];
  /** The outcome of each run, counted from 0. */
  readonly outcomeOf?: (run: number) => Outcome;
}

/** Takes as many milliseconds as it has run before. */
function aRunner({ name, log, outcomeOf = () => outcome }: RunnerSpec): Runner {
  let runs = 0;
  return {
    name,
    run: () => {
      log.push(name);
      const answer = { ms: runs, outcome: outcomeOf(runs) };
      runs += 1;
      return Promise.resolve(answer);
    },
  };
}

describe('pairs', () => {
  it('let each begin once', async () => {
    const log: string[] = [];
    await runPairs(aRunner({ name: 'A', log }), aRunner({ name: 'B', log }), { pairs: 2, warmUpPairs: 0 });
    expect(log.join(' ')).toBe('A B B A A B B A');
  });

  it('count after the warm-up only, the mean of two runs on its own side', async () => {
    const log: string[] = [];
    const slow = aRunner({ name: 'B', log });
    for (let run = 0; run < 100; run += 1) await slow.run();
    const pairs = await runPairs(aRunner({ name: 'A', log }), slow, { pairs: 3, warmUpPairs: 2 });
    expect(pairs).toEqual([
      { oursMs: 4.5, theirsMs: 104.5 },
      { oursMs: 6.5, theirsMs: 106.5 },
      { oursMs: 8.5, theirsMs: 108.5 },
    ]);
  });

  it.each([
    { what: 'round trips', changed: { ...outcome, trips: 2 }, message: 'A and B disagree: 3 round trips' },
    { what: 'equity', changed: { ...outcome, equity: 1000.1 }, message: 'A and B disagree: equity 1000' },
    { what: 'commands', changed: { ...outcome, digest: 'b' }, message: 'A and B disagree: commands undefined' },
  ])('with different $what are no comparison, also when only one run differs', async ({ changed, message }) => {
    const log: string[] = [];
    const other = aRunner({ name: 'B', log, outcomeOf: (run) => (run === 5 ? changed : outcome) });
    await expect(runPairs(aRunner({ name: 'A', log }), other, { pairs: 9, warmUpPairs: 1 })).rejects.toThrow(message);
  });

  it('name the two in the same order when the other one began', async () => {
    const log: string[] = [];
    const other = aRunner({ name: 'B', log, outcomeOf: (run) => ({ ...outcome, fills: run === 1 ? 7 : 6 }) });
    const running = runPairs(aRunner({ name: 'A', log }), other, { pairs: 9, warmUpPairs: 0 });
    await expect(running).rejects.toThrow('A and B disagree: 6 fills, the peer has 7');
  });
});
