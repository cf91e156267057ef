import type { EngineObserver } from '../../core/engine/index.ts';

type Method = keyof EngineObserver;

/** Each of them: one that is missing here does not compile. */
const METHODS: Readonly<Record<Method, true>> = {
  runBegan: true,
  instrumentChanged: true,
  decisionMade: true,
  entryDenied: true,
  orderChanged: true,
  protectionChanged: true,
  fillBooked: true,
  positionChanged: true,
  roundTripClosed: true,
  fundsMoved: true,
  noticeRaised: true,
};

/** One observer that tells each of several, in order; methods that none of them has stay absent and cost nothing. */
export function combineObservers(observers: readonly EngineObserver[]): EngineObserver {
  const combined: Record<string, unknown> = {};
  for (const method of Object.keys(METHODS) as Method[]) {
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
