/** What commands can ask for. Main hands it in and loads each when a command that declares it is called. */
import type { CreateReplayEngines, Records, WithSmokeBench } from '../../operations/index.ts';
import type { CandleFiles, Clock, OutputFiles } from '../../ports/index.ts';
import type { CandleAsked, ComparedCandles, ExplainedCandle } from '../../runtime/index.ts';
import type { CommandFailure, CommandResult } from './command-failure.ts';
import type { BacktestService } from './backtest-service.ts';
import type { RunService } from './run-service.ts';

export interface CliServices {
  readonly settings: SettingsService;
  readonly records: RecordsService;
  readonly integrity: IntegrityService;
  readonly archive: ArchiveService;
  readonly candleFiles: CandleFiles;
  readonly outputFiles: OutputFiles;
  readonly clock: Clock;
  readonly createReplayEngines: CreateReplayEngines<CommandFailure>;
  readonly withSmokeBench: WithSmokeBench;
  readonly recompute: RecomputeService;
  readonly run: RunService;
  readonly backtest: BacktestService;
}

export type ServiceName = keyof CliServices;

export type ServiceLoaders = { readonly [Name in ServiceName]: () => Promise<CliServices[Name]> };

type Flags = Readonly<Record<string, string>>;

export interface SettingsService {
  /** Names of groups with their titles, in order. */
  readonly groups: Readonly<Record<string, string>>;
  /** The settings in force when the command line says `flags`, by key; fails with everything that is wrong. */
  load(flags: Flags): CommandResult<LoadedSettings>;
  /** The same with what a run of its database keeps that has something open. */
  inForce(flags: Flags): Promise<CommandResult<LoadedSettings>>;
  /** What opens the control routes of a bot with these settings; in plain text, so to be sent and never shown. */
  apiToken(): CommandResult<string | undefined>;
  /** Fails with everything that a start would refuse; strategies are set up, too. */
  validate(flags: Flags): Promise<CommandResult<ValidatedSettings>>;
}

export interface LoadedSettings {
  readonly rows: readonly ShownSetting[];
  readonly warnings: readonly string[];
}

export interface ValidatedSettings {
  readonly checkedSettings: number;
  readonly warnings: readonly string[];
}

/** A setting as it may be shown to anyone: secrets are masked. */
export interface ShownSetting {
  readonly group: string;
  readonly key: string;
  readonly value: string;
  readonly unit: string;
  readonly source: string;
  readonly usedKey: string;
  readonly allowed: string;
  readonly description: string;
}

export interface IntegrityService {
  /** Everything of the database; fails with every damage and what to do about it. Without a path, that of the settings. */
  examine(path: string | undefined): Promise<CommandResult<ExaminedDatabase>>;
  /** Takes the database as it is from here on; `timeMs` is when that was said. */
  accept(path: string | undefined, timeMs: number): Promise<CommandResult<ExaminedDatabase>>;
}

export interface ArchiveService {
  /** What would be archived now; changes nothing. Without a path, that of the settings. */
  preview(path: string | undefined): Promise<CommandResult<ArchivedJournal>>;
  /** Archives it; the bot must be stopped. `nowMs` is asked for the audit log. */
  archive(path: string | undefined, nowMs: () => number): Promise<CommandResult<ArchivedJournal>>;
}

export interface ArchivedJournal {
  readonly path: string;
  /** Where the files are. */
  readonly folder: string;
  /** Of the journal altogether, and of those how many are in files by now. */
  readonly entries: number;
  readonly archivedEntries: number;
  /** What was archived, or would be. */
  readonly parts: readonly ArchivedPart[];
  /** Given back to the disk, where so much was unused that the file was written anew. */
  readonly freedBytes?: number;
}

export interface ArchivedPart {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly firstTimeMs: number;
  readonly lastTimeMs: number;
  /** Once they are written. */
  readonly file?: string;
  readonly bytes?: number;
}

export interface ExaminedDatabase {
  readonly path: string;
  readonly uuid: string | undefined;
  readonly entries: number;
  readonly auditEntries: number;
  /** Of all tables that are not journal or audit log. */
  readonly rows: number;
  /** What was in the way, and is not any more. */
  readonly accepted?: readonly string[];
}

/** What was recorded beside what this version decides; without a path, in the database of the settings. */
export interface RecomputeService {
  explain(path: string | undefined, asked: CandleAsked): Promise<CommandResult<ExplainedCandle>>;
  /** The last candles, with what is configured now when the command line says `flags`. */
  compare(path: string | undefined, flags: Flags): Promise<CommandResult<ComparedCandles>>;
}

export interface RecordsService {
  /**
   * Opens what a bot recorded, for reading only, and closes it when `use` is done; without a path, the database of the
   * settings. A storage that cannot be read is a failure of the command.
   */
  read<T>(path: string | undefined, use: (records: Records) => Promise<CommandResult<T>>): Promise<CommandResult<T>>;
}
