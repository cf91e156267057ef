import type { Outcome } from '../outcome.ts';

/** What a program is told when it starts; peers in other languages get the same. */
export interface SubjectOptions {
  /** Six Float64 columns. */
  readonly candles: string;
  /** Uses only so many candles from the beginning. */
  readonly count?: number;
  /** Cuts the series into so many instruments. */
  readonly instruments: number;
  readonly warmUp: number;
  readonly capital: number;
  /** Quote of one entry where there are several instruments. */
  readonly entryQuote: number;
  /** Other files that a task needs. */
  readonly files?: Readonly<Record<string, string>>;
}

/** One program of ours that is measured: prepared once, run as often as it is asked. */
export interface Subject {
  run(): Outcome | Promise<Outcome>;
}

export type CreateSubject = (options: SubjectOptions) => Subject;
