import { hash } from 'node:crypto';
import type { ChainEnd } from '../chain/journal-chain.ts';
import type { TableSum } from './row-sums.ts';

/** What the database says of itself, in one row that every commit writes anew. */
export interface Seal {
  /** Of this database, wherever its file is. */
  readonly uuid: string;
  /** Counts commits. */
  readonly revision: number;
  /** Schema of the tables that were added up. */
  readonly schema: number;
  /** Whether there is a head beside it; a finished recording has none. */
  readonly keepsHead: boolean;
  readonly journal: ChainEnd;
  readonly audit: AuditEnd;
  readonly tables: Readonly<Record<string, TableSum>>;
}

/** The last entry of the audit log. */
export interface AuditEnd {
  readonly sequence: number;
  readonly hash: string;
}

/** What is kept of a seal outside of the database. */
export interface Head {
  readonly uuid: string;
  readonly revision: number;
  readonly sequence: number;
  readonly link: string;
  readonly audit: AuditEnd;
  /** Hash of the whole seal. */
  readonly seal: string;
}

export function headOf(seal: Seal): Head {
  const { uuid, revision, journal, audit } = seal;
  const { sequence, link } = journal;
  return { uuid, revision, sequence, link, audit, seal: shortHash(JSON.stringify(seal)) };
}

/** A line of JSON, and the hash that shows whether it is whole. */
export function encodeChecked(record: Seal | Head): string {
  const text = JSON.stringify(record);
  return `${text} ${shortHash(text)}`;
}

/** `undefined` when it is not what `encodeChecked` wrote. */
export function decodeSeal(line: string): Seal | undefined {
  return decodeChecked(line) as Seal | undefined;
}

/** `undefined` when it is not what `encodeChecked` wrote. */
export function decodeHead(line: string): Head | undefined {
  return decodeChecked(line) as Head | undefined;
}

function decodeChecked(line: string): unknown {
  const at = line.lastIndexOf(' ');
  const text = line.slice(0, at);
  return at > 0 && shortHash(text) === line.slice(at + 1) ? JSON.parse(text) : undefined;
}

const HEX_DIGITS = 32;

function shortHash(text: string): string {
  return hash('sha256', text).slice(0, HEX_DIGITS);
}
