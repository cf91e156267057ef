import { seededRandom } from '../../test/support/synthetic-candles.ts';
import { type FlipOutcome, contentsOf, tryFlip } from './flips.ts';
import type { SampleRun } from './sample-run.ts';

/** Of these, one in twenty goes to each of the files beside database and log, which would hardly be met otherwise. */
const SMALL_SHARE = 0.05;
const LARGE = new Set(['bot.db', 'bot.db-wal']);

export interface FlipPlan {
  readonly run: SampleRun;
  /** A folder for copies. */
  readonly scratch: string;
  readonly count: number;
  readonly seed: number;
  readonly onFlip?: (outcome: FlipOutcome) => void;
}

/** So many random flips over all files of a run, each of a fresh copy. */
export function flipMany({ run, scratch, count, seed, onFlip }: FlipPlan): FlipOutcome[] {
  const random = seededRandom(seed);
  const contents = contentsOf(run, scratch);
  const outcomes: FlipOutcome[] = [];
  for (const file of plan(run, count, random)) {
    const byte = Math.floor(random() * (run.files[file] as number));
    const outcome = tryFlip(run, { file, byte, bit: Math.floor(random() * 8) }, { contents, scratch });
    outcomes.push(outcome);
    onFlip?.(outcome);
  }
  return outcomes;
}

function plan(run: SampleRun, count: number, random: () => number): string[] {
  const names = Object.keys(run.files).filter((name) => (run.files[name] as number) > 0);
  const small = names.filter((name) => !LARGE.has(name));
  const large = names.filter((name) => LARGE.has(name));
  const bytes = large.reduce((sum, name) => sum + (run.files[name] as number), 0);
  return Array.from({ length: count }, () => {
    const at = random();
    if (at < SMALL_SHARE * small.length) return small[Math.floor(at / SMALL_SHARE)] as string;
    const [first = ''] = large;
    return random() < (run.files[first] as number) / bytes ? first : (large[1] ?? first);
  });
}
