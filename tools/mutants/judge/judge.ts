/** Tries mutants that have no result yet, and writes each result down at once. */
import { LineCache } from './cache.ts';
import { type Proofs, proofOf } from '../equivalent/proofs.ts';
import { describeChange } from '../make/describe.ts';
import { type Perform, inParallel } from '../worker/in-parallel.ts';
import type { Plan } from './plan.ts';
import { type Target, instrumentAll } from '../targets.ts';

/**
 * `endless`: a test did not end in time, or the process did not survive it; that is noticed as well. `equivalent`: no test
 * noticed, and it was proven that none can.
 */
export type Status = 'killed' | 'endless' | 'survived' | 'unreached' | 'equivalent';

export interface Result {
  readonly status: Status;
  /** The test that noticed; empty when none did. */
  readonly by: string;
}

export interface Judged extends Result {
  readonly plan: Plan;
  /** Of an `equivalent` one: why it makes no difference. */
  readonly why?: string | undefined;
}

interface JudgeOptions {
  readonly jobs: number;
  /** Whether nothing is tried that is not known yet. */
  readonly isKnownOnly: boolean;
  readonly proofs: Proofs;
  readonly onResult: (done: number, results: readonly Judged[]) => void;
}

/** A proof speaks of every test: what it says is tried once for each version of the mutated file. */
export async function judgeAll(
  targets: readonly Target[],
  plans: readonly Plan[],
  { jobs, isKnownOnly, proofs, onResult }: JudgeOptions,
): Promise<Judged[]> {
  const cache = new LineCache<Result>('results');
  const kills = new LineCache<Kill>('kills');
  const survivals = new LineCache<true>('survivals');
  const sources = new Map(targets.map(({ path, source }) => [path, source]));
  const isSettled = ({ mutant, change }: Plan): boolean =>
    survivals.get(change) === true && proofOf(proofs, mutant, sources.get(mutant.path) ?? '') !== undefined;
  const results: Judged[] = [];
  const open: Plan[] = [];
  for (const plan of plans) {
    const isReached = plan.tests.length + plan.files.length > 0;
    const known = isReached
      ? (cache.get(plan.key) ?? stillKilled(plan, kills.get(plan.change)) ?? (isSettled(plan) ? SURVIVED : undefined))
      : UNREACHED;
    if (known) results.push({ ...known, plan });
    else if (!isKnownOnly) open.push(plan);
  }
  const before = results.length;
  await inParallel(open, jobs, instrumentAll(targets, 'running'), async (plan, perform) => {
    const result = await judgeOne(plan, perform);
    cache.set(plan.key, result);
    const kill = killOf(plan, result);
    if (kill) kills.set(plan.change, kill);
    if (result.status === 'survived') survivals.set(plan.change, true);
    results.push({ ...result, plan });
    onResult(results.length - before, results);
  });
  return results.sort((a, b) => a.plan.mutant.id - b.plan.mutant.id);
}

/** The test file that noticed a change, and its state of then. */
export interface Kill {
  readonly file: string;
  readonly state: string;
  readonly by: string;
}

export function killOf({ judges }: Plan, { status, by }: Result): Kill | undefined {
  const file = by.slice(0, by.indexOf(': '));
  const state = judges.get(file);
  return status === 'killed' && state !== undefined ? { file, state, by } : undefined;
}

/** Whoever noticed it is as it was: it is noticed again, whatever other tests say. */
export function stillKilled({ judges }: Plan, kill: Kill | undefined): Result | undefined {
  return kill && judges.get(kill.file) === kill.state ? { status: 'killed', by: kill.by } : undefined;
}

const UNREACHED: Result = { status: 'unreached', by: '' };
const SURVIVED: Result = { status: 'survived', by: '' };

async function judgeOne({ mutant, tests, files }: Plan, perform: Perform): Promise<Result> {
  const task = { type: 'judge', mutant: mutant.id, tests, files } as const;
  let outcome = await perform(task);
  // An earlier mutant may have left something behind, and a busy machine may be late: a new worker has the last word.
  const isSpoiled = outcome.type === 'judged' && outcome.verdict === 'spoiled';
  if (isSpoiled || outcome.type === 'endless') outcome = await perform(task, 'new');
  if (outcome.type === 'judged') {
    const status = outcome.verdict === 'survived' ? 'survived' : 'killed';
    return { status, by: outcome.by };
  }
  if (outcome.type === 'endless' || outcome.type === 'ended') return { status: 'endless', by: outcome.what };
  throw new Error(`a worker answered ${outcome.type} to a mutant`);
}

/** Sets apart what survived and makes no difference; a proof is no excuse for what a test has noticed. */
export function setApart(
  proofs: Proofs,
  sources: ReadonlyMap<string, string>,
  results: readonly Judged[],
): { readonly results: Judged[]; readonly refuted: string[] } {
  const refuted: string[] = [];
  const apart = results.map((judged): Judged => {
    const { mutant } = judged.plan;
    const source = sources.get(mutant.path) ?? '';
    const why = proofOf(proofs, mutant, source);
    if (why === undefined) return judged;
    if (judged.status === 'survived' || judged.status === 'unreached') return { ...judged, status: 'equivalent', why };
    refuted.push(`${mutant.path}:${mutant.line} ${describeChange(mutant, source)}, by ${judged.by}`);
    return judged;
  });
  return { results: apart, refuted };
}
