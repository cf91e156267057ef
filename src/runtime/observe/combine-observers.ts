import type { EngineObserver } from '../../core/engine/index.ts';

type Method = keyof EngineObserver;

const METHODS = [
  'runBegan',
  'instrumentChanged',
  'decisionMade',
  'entryDenied',
  'orderChanged',
  'fillBooked',
  'positionChanged',
  'roundTripClosed',
  'fundsMoved',
  'noticeRaised',
] as const satisfies readonly Method[];

/** One observer that tells each of several, in order; methods that none of them has stay absent and cost nothing. */
export function combineObservers(observers: readonly EngineObserver[]): EngineObserver {
  const combined: Record<string, unknown> = {};
  for (const method of METHODS) {
    const listeners = observers.filter((observer) => observer[method] !== undefined);
    const [first] = listeners;
    if (!first) continue;
    if (listeners.length === 1) {
      combined[method] = (first[method] as (...heard: readonly unknown[]) => void).bind(first);
      continue;
    }
    combined[method] = (...told: readonly unknown[]) => {
      for (const listener of listeners) (listener[method] as (...heard: readonly unknown[]) => void)(...told);
    };
  }
  return combined;
}
