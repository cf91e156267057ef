/** Two deliveries of one signal, by a terminal or a process group, are that near to each other. */
export const ECHO_MS = 100;

/**
 * Which signals the bot has heard from others than us: those need not be passed on. One that it hears late is told twice, which
 * is no worse; none is lost because of another one, however many were sent to the bot alone.
 */
export class SignalEcho {
  readonly #heardMs = new Map<NodeJS.Signals, number>();
  /** Passed on, and not reported yet. */
  readonly #passedOn = new Map<NodeJS.Signals, number>();

  passedOn(signal: NodeJS.Signals): void {
    this.#passedOn.set(signal, (this.#passedOn.get(signal) ?? 0) + 1);
  }

  heard(signal: NodeJS.Signals, nowMs: number): void {
    const ours = this.#passedOn.get(signal) ?? 0;
    if (ours > 0) this.#passedOn.set(signal, ours - 1);
    else this.#heardMs.set(signal, nowMs);
  }

  /** Whether the bot was told of the signal that came here at `takenMs`. */
  has(signal: NodeJS.Signals, takenMs: number): boolean {
    const heardMs = this.#heardMs.get(signal);
    return heardMs !== undefined && heardMs >= takenMs - ECHO_MS;
  }
}
