/** Who did what, in a chain of hashes: a row that is changed, removed or slipped in later breaks it. */
import type { Result } from '../domain/result.ts';

export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;

export interface AuditEntry {
  /** 1, 2, 3 … without gaps. */
  readonly sequence: number;
  readonly timeMs: number;
  /** E.g. `telegram:1234`, `api`, `cli`, `system`. */
  readonly actor: string;
  readonly action: string;
  readonly detail: AuditDetail;
  /** Hex SHA-256 over the hash before it and this entry. */
  readonly hash: string;
}

/** Where the chain first fails. */
export interface AuditBreak {
  readonly sequence: number;
  readonly message: string;
}

export interface AuditLog {
  /**
   * On record at once, in order; resolves when it is durable, with what the journal commits next. An entry that the
   * storage does not take waits until it does. Rejects with StorageFailure when too many wait: it was not taken then.
   */
  append(actor: string, action: string, detail: AuditDetail, timeMs: number): Promise<void>;
  /** Durable ones, newest first. */
  entries(page?: { readonly limit?: number; readonly offset?: number }): Promise<AuditEntry[]>;
  /** Walks the whole chain; the value is the number of entries. */
  verify(): Promise<Result<number, AuditBreak>>;
}
