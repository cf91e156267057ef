/** What the runner asks of a worker, and what comes back. Paths are from the repository's root. */

export interface MeasuredTest {
  readonly title: string;
  readonly durationMs: number;
  /** Mutants that its run comes across. */
  readonly hits: readonly number[];
  /** Whether it passes a second time in the same process. */
  readonly isRepeatable: boolean;
  /** Whether its properties need all their runs. */
  readonly isLong: boolean;
}

export interface MeasuredFile {
  readonly path: string;
  readonly loadMs: number;
  /** Mutants that are come across while the file and what it imports is loaded. */
  readonly loadHits: readonly number[];
  readonly tests: readonly MeasuredTest[];
  /** All files it loads, itself included. */
  readonly loads: readonly string[];
  /** Why the file cannot judge: it fails without any mutant. */
  readonly failure?: string;
}

export interface TestRef {
  readonly path: string;
  /** Place among the tests of its file. */
  readonly index: number;
  readonly isLong: boolean;
  readonly allowedMs: number;
}

export interface FileRef {
  readonly path: string;
  /** Places of tests that need all their runs. */
  readonly long: readonly number[];
  readonly allowedMs: number;
}

export type Task =
  | { readonly type: 'measure'; readonly path: string }
  /** Runs tests, then whole files that are loaded with the mutant on, until the first failure. */
  | {
      readonly type: 'judge';
      readonly mutant: number;
      readonly tests: readonly TestRef[];
      readonly files: readonly FileRef[];
    };

export interface Setup {
  readonly type: 'setup';
  readonly instrumented: Readonly<Record<string, string>>;
}

/** `spoiled`: the test fails with the mutant off as well, because of what ran before; a new worker has to judge. */
export type Verdict = 'killed' | 'survived' | 'spoiled';

export type Reply =
  | { readonly type: 'ready' }
  /** The next step must have ended by then, or it never ends. */
  | { readonly type: 'step'; readonly allowedMs: number; readonly what: string }
  | { readonly type: 'measured'; readonly file: MeasuredFile }
  | { readonly type: 'judged'; readonly verdict: Verdict; readonly by: string; readonly heapMb: number };
