import type { Clock } from '../../ports/index.ts';
import { WriterClosed } from '../writer/inbox.ts';
import type { Writer } from '../writer/writer.ts';
import type { PauseWatch } from './pause-watch.ts';
import { RoundBudget } from './round-budget.ts';
import type { Source } from './source.ts';

const ROUND_MS = 20;
const LONGEST_SLEEP_MS = 1000;

export interface RunLoopOptions {
  readonly source: Source;
  readonly writer: Writer;
  /** Time of the market that is traded. */
  readonly clock: Clock;
  /** Market time between two `timerFired`; `undefined` when time is only told by candles. */
  readonly timerIntervalMs?: number;
  /** Whether anything waits for the clock; a tick that changes nothing is not worth a journal entry. */
  readonly isTimerNeeded?: () => boolean;
  readonly clockDriftMs?: () => number;
  /** Absent where no time passes that could make data old, as in a file that is read at full speed. */
  readonly pauses?: PauseWatch;
  /** How long a round may take before everything else in the process has its turn; 20 by default. */
  readonly roundMs?: number;
  /** After each round, its flush begun and, with a journal that answers at once, done. */
  readonly onRound?: (items: number, durationMs: number) => void;
}

/**
 * The event loop of a run: listens to operators, takes what is due, lets the writer work, makes it durable, sleeps until
 * more is due or something arrives. While the journal is waited for, operators are served and the market stands still.
 */
export class RunLoop {
  readonly #options: RunLoopOptions;
  readonly #budget: RoundBudget;
  readonly #outcome = Promise.withResolvers<'ended' | 'stopped'>();
  readonly #failed = Promise.withResolvers<unknown>();
  #serving: Promise<void> | undefined;
  #isStopping = false;
  #hasEnded = false;
  #wakeUp: (() => void) | undefined;
  #nextTimerMs = Number.NEGATIVE_INFINITY;
  /** Not told yet. */
  #pausedMs = 0;

  constructor(options: RunLoopOptions) {
    const { clock, writer, roundMs = ROUND_MS } = options;
    this.#options = options;
    this.#budget = new RoundBudget(clock, writer, roundMs);
    writer.listen(() => this.#wakeUp?.());
  }

  /** Resolves when the market has ended or `stop` is called; rejects when the writer fails. Operators are served on. */
  run(): Promise<'ended' | 'stopped'> {
    this.#serving ??= this.#serve();
    return this.#outcome.promise;
  }

  /** Lets the round at hand finish; resolves when nothing moves any more. Later actions are refused. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#wakeUp?.();
    await this.#serving;
    this.#options.writer.close(new WriterClosed('The bot is stopping, the action was not carried out'));
  }

  get isRunning(): boolean {
    return this.#serving !== undefined && !this.#isStopping && !this.#hasEnded;
  }

  /** Resolves with what the writer failed with, also after the market has ended; stays open while all is well. */
  get failed(): Promise<unknown> {
    return this.#failed.promise;
  }

  async #serve(): Promise<void> {
    const { writer } = this.#options;
    try {
      while (!this.#isStopping) {
        const waitMs = this.#round();
        if (!this.#isStopping) await this.#sleep(waitMs);
      }
      await writer.settled();
      this.#outcome.resolve('stopped');
    } catch (failure) {
      writer.close(failure);
      this.#outcome.reject(failure);
      this.#failed.resolve(failure);
    } finally {
      this.#hasEnded = true;
    }
  }

  /** One round; the milliseconds until the next one, `undefined` when it takes somebody to ask for it. */
  #round(): number | undefined {
    const { source, writer, clock, onRound } = this.#options;
    const nowMs = clock.nowMs();
    const startedMs = clock.monotonicMs();
    this.#budget.begin(startedMs);
    this.#noticePause(nowMs);
    writer.act(this.#timeMs(nowMs));
    const items = writer.isWaiting ? 0 : source.pump(nowMs, this.#budget);
    writer.drain(this.#timeMs(nowMs), this.#budget);
    if (!writer.isWaiting && source.waitMs(nowMs) !== 0) this.#tick(nowMs);
    writer.flush();
    onRound?.(items, clock.monotonicMs() - startedMs);
    const waitMs = this.#waitMs();
    this.#options.pauses?.rest(waitMs);
    return waitMs;
  }

  /** Told before anything of the market is: what is due is from before. */
  #noticePause(nowMs: number): void {
    const { writer, pauses } = this.#options;
    this.#pausedMs += pauses?.look() ?? 0;
    if (this.#pausedMs === 0 || writer.isWaiting) return;
    const cause = `the process stood still for ${Math.round(this.#pausedMs / 1000)} s (stopped, suspended, or waiting for a disk)`;
    this.#pausedMs = 0;
    writer.report({ type: 'interruptionSeen', cause, freshAfterMs: Math.max(nowMs, writer.timeMs) });
    writer.drain(this.#timeMs(nowMs));
  }

  /** While the market has something due, its time is that of what was told last: the clock must not run ahead of it. */
  #timeMs(nowMs: number): number {
    const { source, writer } = this.#options;
    return source.waitMs(nowMs) === 0 ? writer.timeMs : Math.max(nowMs, writer.timeMs);
  }

  #tick(nowMs: number): void {
    const { writer, timerIntervalMs, isTimerNeeded, clockDriftMs } = this.#options;
    if (timerIntervalMs === undefined || nowMs < this.#nextTimerMs) return;
    this.#nextTimerMs = nowMs + timerIntervalMs;
    if (isTimerNeeded?.() === false) return;
    writer.report({ type: 'timerFired', clockDriftMs: clockDriftMs?.() ?? 0 });
    writer.drain(Math.max(nowMs, writer.timeMs));
  }

  #waitMs(): number | undefined {
    const { source, writer, clock } = this.#options;
    if (writer.hasWork) return 0;
    if (writer.isWaiting) return undefined;
    const waitMs = source.waitMs(clock.nowMs());
    if (waitMs !== undefined) return Math.min(waitMs, LONGEST_SLEEP_MS);
    this.#hasEnded = true;
    this.#outcome.resolve('ended');
    return undefined;
  }

  #sleep(ms: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      if (ms !== undefined && ms <= 0) {
        setImmediate(resolve);
        return;
      }
      let timer: NodeJS.Timeout | undefined;
      const wakeUp = (): void => {
        clearTimeout(timer);
        resolve();
      };
      if (ms !== undefined) timer = setTimeout(wakeUp, ms);
      this.#wakeUp = wakeUp;
    });
  }
}
