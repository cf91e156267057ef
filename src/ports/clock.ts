/** The only way to learn what time it is. */
export interface Clock {
  /** Unix milliseconds, UTC. */
  nowMs(): number;
  /** Milliseconds since some fixed moment, never going back: for durations. */
  monotonicMs(): number;
}
