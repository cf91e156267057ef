/** Every check that looks at several settings together, in the order problems are reported. */
import type { SettingValues } from '../settings.ts';
import { checkExits } from './exit-checks.ts';
import type { CrossCheck, Finding } from './finding.ts';
import { checkMode } from './mode-checks.ts';
import { checkOperation } from './operation-checks.ts';
import { checkSize } from './size-checks.ts';
import { checkSpread } from './spread-checks.ts';
import { checkAvailability } from './unavailable.ts';

export { tellsSpread } from './spread-checks.ts';

const CHECKS: readonly CrossCheck[] = [
  checkAvailability,
  checkMode,
  checkSize,
  checkExits,
  checkSpread,
  checkOperation,
];

/** Everything that does not fit together; the caller decides what a warning is worth. */
export function crossChecks(settings: SettingValues): readonly Finding[] {
  return CHECKS.flatMap((check) => check(settings));
}
