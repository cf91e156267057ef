/** The process dies here. Thrown from the seam, caught by the world, seen by nothing of the product. */
export class CrashSignal extends Error {
  override readonly name = 'CrashSignal';
}

/** A place to die: the interval, and the how-manieth use of the seam in it, from 1. Interval 0 is the start of the run. */
export interface CrashPoint {
  readonly interval: number;
  readonly ordinal: number;
}

export interface Crash extends CrashPoint {
  /** What the process was about to do or had just done. */
  readonly label: string;
}

/** Counts every point at which the process could die, and lets it die at the chosen ones. */
export class CrashSchedule {
  /** Labels of every point passed, by interval; what a process does while it recovers counts on. */
  readonly passed: string[][] = [[]];
  readonly crashes: Crash[] = [];
  readonly #at: ReadonlySet<string>;

  constructor(at: readonly CrashPoint[]) {
    this.#at = new Set(at.map(({ interval, ordinal }) => `${interval}:${ordinal}`));
  }

  beginInterval(): void {
    this.passed.push([]);
  }

  pass(label: string): void {
    const interval = this.passed.length - 1;
    const labels = this.passed[interval] as string[];
    labels.push(label);
    if (!this.#at.has(`${interval}:${labels.length}`)) return;
    this.crashes.push({ interval, ordinal: labels.length, label });
    throw new CrashSignal(label);
  }
}

export function describeCrash({ interval, ordinal, label }: Crash): string {
  return `${label} (interval ${interval}, point ${ordinal})`;
}
