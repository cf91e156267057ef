/** What is wrong with a setting, in a form that can be shown to anyone: no secret is ever part of it. */
import { plainText, visibleText } from '../../domain/text.ts';
import { maskAddresses } from '../../domain/addresses.ts';
import { REDACTED } from './secret.ts';
import type { RiskProfile } from './setting.ts';

/** From strongest to weakest. */
export type SettingSource =
  | 'command line'
  | 'run-time change'
  | 'environment'
  | '.env'
  | 'secrets file'
  /** Nobody set it, and a run that has something open was told so by the version that began it. */
  | 'kept from the run'
  | `profile ${RiskProfile}`
  /** The default limits nothing here, so it is off. */
  | 'default without SPREAD_BPS'
  | 'default';

/** Nobody set it: the value is that of the table. */
export function isDefaultSource(source: SettingSource): boolean {
  return source.startsWith('default') || source.startsWith('profile ');
}

export interface SettingProblem {
  /** As it was spelled by whoever set it. */
  readonly key: string;
  readonly source: SettingSource;
  /** What was given; `[redacted]` for secrets and for keys that nobody knows, `undefined` when nothing was given. */
  readonly value: string | undefined;
  /** What is wrong and what would be right, to be read after the key. */
  readonly message: string;
  readonly line?: number;
}

const SHOWN_LENGTH = 80;

/** The value as it may be shown: keys inside addresses are secrets, too. */
export function shownValue(text: string, isHidden: boolean): string {
  if (isHidden) return REDACTED;
  // Control characters would let a value write log lines of its own.
  const masked = visibleText(maskAddresses(text));
  return masked.length > SHOWN_LENGTH ? `${masked.slice(0, SHOWN_LENGTH)}…` : masked;
}

/** One line: `MAX_POSITIONS (environment) is "many": must be …`. */
export function formatProblem({ key, source, value, message, line }: SettingProblem): string {
  const place = line === undefined ? source : `${source} line ${line}`;
  const shown = value === undefined ? '' : value === REDACTED ? ` is ${REDACTED}` : ` is "${value}"`;
  return `${plainText(key)} (${place})${shown}: ${message}`;
}
