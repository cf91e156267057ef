import { createHash } from 'node:crypto';
import type Sqlite from 'better-sqlite3';
import type { AuditBreak } from '../../../ports/audit.ts';
import type { AuditEnd } from './seal.ts';

export interface AuditColumns {
  readonly sequence: number;
  readonly time_ms: number;
  readonly actor: string;
  readonly action: string;
  readonly detail: string;
  readonly hash: string;
}

export const AUDIT_START: AuditEnd = { sequence: 0, hash: '0'.repeat(64) };

/** SHA-256 over the hash before it and everything of the entry. */
export function auditHash(previous: string, row: Omit<AuditColumns, 'hash'>): string {
  const record = JSON.stringify([row.sequence, row.time_ms, row.actor, row.action, row.detail]);
  return createHash('sha256').update(previous).update(record).digest('hex');
}

/** Walks the whole chain to its end, or to where it first fails. */
export function walkAudit(connection: Sqlite.Database): AuditEnd | AuditBreak {
  const select = connection.prepare<[], AuditColumns>('SELECT * FROM audit ORDER BY sequence');
  let { sequence, hash } = AUDIT_START;
  for (const row of select.iterate()) {
    if (row.sequence !== sequence + 1) return auditBreak(sequence + 1, 'is missing');
    hash = auditHash(hash, row);
    if (row.hash !== hash) {
      return auditBreak(row.sequence, 'does not match its hash: it, or one before it, was changed');
    }
    sequence = row.sequence;
  }
  return { sequence, hash };
}

export function auditBreak(sequence: number, problem: string): AuditBreak {
  return { sequence, message: `audit entry ${sequence} ${problem}` };
}
