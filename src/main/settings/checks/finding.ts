import type { SettingValues } from '../settings.ts';

/** Something that only shows when several settings are seen together. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** Canonical keys involved; the first one is named as the culprit. */
  readonly keys: readonly [string, ...string[]];
  readonly message: string;
}

export type CrossCheck = (settings: SettingValues) => readonly Finding[];

export function error(keys: Finding['keys'], message: string): Finding {
  return { severity: 'error', keys, message };
}

export function warning(keys: Finding['keys'], message: string): Finding {
  return { severity: 'warning', keys, message };
}

/** The findings whose condition holds. */
export function whichever(...candidates: readonly (readonly [boolean, Finding])[]): readonly Finding[] {
  return candidates.filter(([holds]) => holds).map(([, finding]) => finding);
}
