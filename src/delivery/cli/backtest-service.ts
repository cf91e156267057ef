/** What `cab backtest` asks for and is told. */
import type { CommandResult } from './command-failure.ts';
import type { Table } from './print-table.ts';

export interface BacktestRequest {
  /** One candle file per symbol. */
  readonly files: readonly string[];
  /** What the command line says, by key. */
  readonly settings: Readonly<Record<string, string>>;
  readonly outputs: BacktestOutputs;
  readonly onProgress: (stage: string, share: number) => void;
}

/** Paths of files to write. */
export interface BacktestOutputs {
  readonly trades?: string;
  readonly json?: string;
  readonly svg?: string;
  readonly html?: string;
  readonly journal?: string;
}

export interface BacktestSummary {
  /** What was run, in a line. */
  readonly title: string;
  /** Figures of the run beside buy and hold. */
  readonly figures: Table;
  readonly denials: readonly { readonly rule: string; readonly count: number }[];
  readonly notices: readonly { readonly code: string; readonly count: number; readonly first: string }[];
  /** What a person should know before believing the figures. */
  readonly hints: readonly string[];
  readonly written: readonly string[];
  /** The same as one JSON document. */
  readonly document: unknown;
}

export type BacktestService = (request: BacktestRequest) => Promise<CommandResult<BacktestSummary>>;
