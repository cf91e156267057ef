/** What the database remembers of the run it holds: where it begins and with which settings. */
import type { Database, MetaTable } from '../../../adapters/storage/index.ts';
import type { LaneName, SettingChange } from '../../../domain/events/events.ts';
import { type SettingRow, type Settings, describeSettings, settingsHash } from '../../settings/index.ts';

export interface RunRecord {
  /** Journal sequence of the run's first entry. */
  readonly firstSequence: number;
  readonly configHash: string;
  /** Settings that influence trading, as they could be written: those in force. */
  readonly settings: Readonly<Record<string, string>>;
  /** Those that the run began with, where they were changed since. */
  readonly initialSettings?: Readonly<Record<string, string>>;
  /** Lanes in the order of their numbers; absent in records of before, where that is the configured one. */
  readonly lanes?: readonly LaneName[];
  /** Those of the settings that somebody has set; the others stood at what nobody set. */
  readonly given?: readonly string[];
  /** Whose limits those are that nobody has set. */
  readonly riskProfile?: string;
  /** Where candles are played from files: that of each symbol that the run has had. */
  readonly files?: Readonly<Record<string, string>>;
  /** The checkpoint from which on what was decided is known; what came before stays for the build that wrote it. */
  readonly decidedFrom?: number;
  /** Where the synthetic market began. */
  readonly originMs: number;
}

const KEY = 'run';

export function readRunRecord(meta: MetaTable): RunRecord | undefined {
  const stored = meta.get(KEY);
  return stored === undefined ? undefined : (JSON.parse(stored) as RunRecord);
}

/** Durable on return; for a database that holds a finished recording. */
export function writeRunRecord(meta: MetaTable, record: RunRecord): void {
  meta.set(KEY, JSON.stringify(record));
}

/** Writes the record with the next commit: in one transaction with the entry it points at. */
export class RunRecordWriter {
  readonly #meta: MetaTable;
  #waiting: RunRecord | undefined;

  constructor(database: Database, meta: MetaTable) {
    this.#meta = meta;
    database.enlist({
      hasPending: () => this.#waiting !== undefined,
      write: () => {
        if (this.#waiting) meta.write(KEY, JSON.stringify(this.#waiting));
      },
      settled: () => {
        this.#waiting = undefined;
      },
    });
  }

  write(record: RunRecord): void {
    this.#waiting = record;
  }

  /** The same run under other settings; what it began with stays on record. */
  change(record: RunRecord): void {
    const before = readRunRecord(this.#meta);
    const initialSettings = before?.initialSettings ?? before?.settings;
    this.#waiting = { ...record, ...(initialSettings && { initialSettings }) };
  }
}

/** What a later start compares with and, when it differs, replays the run with. */
export function describeTradingSettings(settings: Settings): Record<string, string> {
  const rows = describeSettings(settings).filter((row) => row.influencesTrading && row.value !== '');
  return Object.fromEntries(rows.map((row) => [row.key, row.value]));
}

/** Keys of those that somebody has set. */
export function givenSettings(settings: Settings): readonly string[] {
  return describeSettings(settings).flatMap((row) => (row.influencesTrading && isGiven(row) ? [row.key] : []));
}

function isGiven({ isDefault, source }: SettingRow): boolean {
  return !isDefault && source !== 'kept from the run';
}

export function hasSameSettings(record: RunRecord, settings: Settings): boolean {
  return record.configHash === settingsHash(settings);
}

/** Everything that differs. */
export function changedSettings(record: RunRecord, settings: Settings): readonly SettingChange[] {
  const present = describeTradingSettings(settings);
  const keys = new Set([...Object.keys(record.settings), ...Object.keys(present)]);
  return [...keys]
    .filter((key) => record.settings[key] !== present[key])
    .map((key) => ({ key, from: record.settings[key] ?? null, to: present[key] ?? null }));
}

/** `KEY: was a, is b`. */
export function describeChange({ key, from, to }: SettingChange): string {
  return `${key}: was ${from ?? 'not set'}, is ${to ?? 'not set'}`;
}
