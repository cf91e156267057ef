import type { ReplaySummary } from '../replay-record.ts';

/** What the checks run on. */
export interface SmokePlan {
  readonly fileName: string;
  /** Contents of the candle file, CSV. */
  readonly candles: string;
  /** By key; where files lie is added. */
  readonly settings: Readonly<Record<string, string>>;
}

/** The installation, in a folder of its own that is gone when `use` is done. */
export type WithSmokeBench = <T>(plan: SmokePlan, use: (bench: SmokeBench) => Promise<T>) => Promise<T>;

/** The parts of an installation that are tried. Each rejects with what is wrong. */
export interface SmokeBench {
  /** Reads the settings of this machine, not those of the plan. */
  settings(): Promise<{ readonly count: number; readonly mode: string }>;
  /** Entries that are found after one was written, made durable and the file opened anew. */
  journalEntries(): Promise<number>;
  backtest(): Promise<{ readonly roundTrips: number; readonly equity: number }>;
  /** Starts a paper run, or the one that was started before anew, and closes it when `use` is done. */
  paper<T>(use: (paper: SmokePaper) => Promise<T>): Promise<T>;
  /** Replays what the paper run recorded. */
  replay(): Promise<ReplaySummary>;
}

export interface SmokePaper {
  /** 0 for a fresh run. */
  readonly recoveredEntries: number;
  equity(): number;
  /** Plays all candles. */
  play(): Promise<void>;
  /** Serves page and API while `use` runs. */
  serve<T>(use: (url: string) => Promise<T>): Promise<T>;
}
