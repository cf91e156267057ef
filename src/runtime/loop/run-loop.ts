import type { Clock, MarketFeed } from '../../ports/index.ts';
import type { CandleDriver } from '../simulated/candle-driver.ts';
import { pumpFeed } from '../simulated/pump-feed.ts';
import type { Session } from '../writer/writer.ts';

/** Items between two looks at the world when the feed is not paced: about a millisecond's worth. */
const CHUNK = 2048;
const LONGEST_SLEEP_MS = 1000;

export interface RunLoopOptions {
  readonly feed: MarketFeed;
  readonly driver: CandleDriver;
  readonly session: Session;
  /** Time of the market that is traded. */
  readonly clock: Clock;
  /** Market time between two `timerFired`; `undefined` when time is only told by candles. */
  readonly timerIntervalMs?: number;
  /** Whether anything waits for the clock; a tick that changes nothing is not worth a journal entry. */
  readonly isTimerNeeded?: () => boolean;
  readonly clockDriftMs?: () => number;
  /** After each round, once it is durable. */
  readonly onRound?: (items: number, durationMs: number) => void;
}

/** The event loop of a run: takes what is due, lets the writer work, makes it durable, sleeps until more is due. */
export class RunLoop {
  readonly #options: RunLoopOptions;
  #isStopping = false;
  #hasEnded = false;
  #wake: (() => void) | undefined;
  #nextTimerMs = Number.NEGATIVE_INFINITY;
  #finished: Promise<'ended' | 'stopped'> | undefined;

  constructor(options: RunLoopOptions) {
    this.#options = options;
  }

  /** Runs until the feed ends or `stop` is called; rejects when the writer fails. */
  run(): Promise<'ended' | 'stopped'> {
    this.#finished ??= this.#loop().finally(() => {
      this.#hasEnded = true;
    });
    return this.#finished;
  }

  /** Lets the round at hand finish; resolves when nothing moves any more. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.nudge();
    await this.#finished?.catch(() => undefined);
  }

  get isRunning(): boolean {
    return this.#finished !== undefined && !this.#isStopping && !this.#hasEnded;
  }

  /** Something was reported: do not sleep on it. */
  nudge(): void {
    this.#wake?.();
  }

  async #loop(): Promise<'ended' | 'stopped'> {
    const { feed, clock } = this.#options;
    while (!this.#isStopping) {
      const items = this.#round();
      const waitMs = items === CHUNK ? 0 : feed.waitMs(clock.nowMs());
      if (waitMs === undefined) return 'ended';
      await this.#sleep(Math.min(waitMs, LONGEST_SLEEP_MS));
    }
    return 'stopped';
  }

  #round(): number {
    const { feed, driver, session, clock, timerIntervalMs, onRound } = this.#options;
    const nowMs = clock.nowMs();
    const startedMs = clock.monotonicMs();
    const items = pumpFeed(feed, driver, nowMs, CHUNK);
    session.drain(Math.max(nowMs, session.timeMs));
    if (timerIntervalMs !== undefined && nowMs >= this.#nextTimerMs) {
      this.#nextTimerMs = nowMs + timerIntervalMs;
      if (this.#options.isTimerNeeded?.() ?? true) this.#tick(Math.max(nowMs, session.timeMs));
    }
    session.commit();
    onRound?.(items, clock.monotonicMs() - startedMs);
    return items;
  }

  #tick(timeMs: number): void {
    const { session, clockDriftMs } = this.#options;
    session.report({ type: 'timerFired', clockDriftMs: clockDriftMs?.() ?? 0 });
    session.drain(timeMs);
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (ms <= 0) {
        setImmediate(resolve);
        return;
      }
      const timer = setTimeout(done, ms);
      this.#wake = done;
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
    });
  }
}
