import type { Clock } from '../../ports/index.ts';

/** A clock that runs at a multiple of another one, from a given moment on: the time of an accelerated market. */
export function acceleratedClock(base: Clock, startMs: number, speed: number): Clock {
  const originMs = base.monotonicMs();
  return {
    nowMs: () => startMs + (base.monotonicMs() - originMs) * speed,
    monotonicMs: () => base.monotonicMs(),
  };
}
