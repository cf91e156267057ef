/** What `cab run` asks for and is told. */
import type { ProfitFigures } from '../../domain/profit-figures.ts';
import type { CommandResult } from './command-failure.ts';

export interface RunRequest {
  /** What the command line says, by key. */
  readonly settings: Readonly<Record<string, string>>;
  /** A replay exits at its end; otherwise the page stays up. */
  readonly exitsWhenDone: boolean;
  /** Called once, when everything is up and trading begins. */
  readonly onStarted: (started: RunStart) => void;
}

export interface RunStart {
  readonly version: string;
  readonly mode: string;
  readonly exchange: string;
  readonly symbols: readonly string[];
  readonly timeframe: string;
  readonly strategies: readonly string[];
  /** `60 times real time`, `a file at full speed`. */
  readonly pace: string;
  readonly pageUrl: string;
  readonly databasePath: string;
  /** 0 for a fresh run. */
  readonly recoveredEntries: number;
  /** Whether control routes are open to who knows the token. */
  readonly hasToken: boolean;
}

export interface RunSummary {
  readonly outcome: 'ended' | 'stopped';
  readonly runId: string;
  readonly quote: string;
  readonly startEquity: number;
  readonly equity: number;
  /** Change of equity since the start. */
  readonly pnl: number;
  readonly profitRatio: number;
  readonly profit: ProfitFigures;
  readonly orders: number;
  readonly fills: number;
  readonly roundTrips: number;
  /** Of the round trips, after fees. */
  readonly netPnl: number;
  /** Of every fill, those of open positions included. */
  readonly fees: number;
  readonly openPositions: number;
  readonly marketTimeMs: number;
  /** Latest journal entry. */
  readonly sequence: number;
  /** Chain over the answers of the whole run; `cab replay` gives the same. Only of a run that ended by itself. */
  readonly journalHash?: string;
  readonly databasePath: string;
}

/**
 * Resolves when the run has ended or was asked to stop, with everything closed; without a summary when that was before
 * it began.
 */
export type RunService = (request: RunRequest) => Promise<CommandResult<RunSummary | undefined>>;
