import type { EngineObserver } from '../../core/engine/index.ts';
import type { Notify } from '../../domain/index.ts';

/**
 * Says once per run that a limit which nobody set has denied an entry. `hints` are by the code of the rule, `told` what
 * earlier processes of the run have said.
 */
export function createDefaultLimitsObserver(
  hints: ReadonlyMap<string, string>,
  raise: (notice: Notify) => void,
  told: Iterable<string> = [],
): EngineObserver {
  const said = new Set(told);
  return {
    entryDenied: (_lane, denials) => {
      for (const { code } of denials) {
        const message = hints.get(code);
        // Two rules may share a limit.
        if (message === undefined || said.has(message)) continue;
        said.add(message);
        raise({ type: 'notify', level: 'warning', code: 'defaultLimit', message });
      }
    },
  };
}
