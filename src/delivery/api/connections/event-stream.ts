/** Server-sent events: one source, many listeners, none of whom can hold up the others or fill the memory. */
import type { ServerResponse } from 'node:http';
import type { Clock, Logger } from '../../../ports/index.ts';
import type { Bot } from '../../../runtime/index.ts';

const TICK_MS = 250;
const STATUS_EVERY_MS = 1000;
/** Unsent bytes at which a listener is dropped: it can connect again and see the latest state. */
const MAX_UNSENT_BYTES = 1024 * 1024;
export const MAX_LISTENERS = 64;

export interface StreamSource {
  /** Changes whenever something worth telling has happened. */
  readonly signature: () => string;
  /** The whole state, as JSON. */
  readonly snapshot: () => string;
}

export interface EventStreamOptions {
  readonly source: StreamSource;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Listener = Pick<ServerResponse, 'write' | 'destroy' | 'writableLength' | 'on'>;

export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;
  #sequence = 0;
  #lastSignature = '';
  #lastSentMs = Number.NEGATIVE_INFINITY;

  constructor(options: EventStreamOptions) {
    this.#options = options;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  get isFull(): boolean {
    return this.#listeners.size >= MAX_LISTENERS;
  }

  /** Sends the present state at once, then on change and at least every second, until the listener goes. */
  add(listener: Listener): void {
    this.#listeners.add(listener);
    listener.on('close', () => this.#remove(listener));
    listener.write('retry: 2000\n\n');
    this.#send(listener, this.#frame());
    this.#timer ??= setInterval(() => this.tick(), TICK_MS).unref();
  }

  /** Looks whether there is something to tell. */
  tick(): void {
    const { source, clock } = this.#options;
    const nowMs = clock.monotonicMs();
    const signature = source.signature();
    if (signature === this.#lastSignature && nowMs - this.#lastSentMs < STATUS_EVERY_MS) return;
    this.#lastSignature = signature;
    this.#lastSentMs = nowMs;
    const frame = this.#frame();
    for (const listener of this.#listeners) this.#send(listener, frame);
  }

  close(): void {
    for (const listener of this.#listeners) listener.destroy();
    this.#listeners.clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #frame(): string {
    this.#sequence += 1;
    return `id: ${this.#sequence}\nevent: status\ndata: ${this.#options.source.snapshot()}\n\n`;
  }

  #send(listener: Listener, frame: string): void {
    if (listener.writableLength > MAX_UNSENT_BYTES) {
      this.#options.logger.warn(
        { unsentBytes: listener.writableLength },
        'a stream listener reads too slowly: dropped',
      );
      listener.destroy();
      this.#remove(listener);
      return;
    }
    listener.write(frame);
  }

  #remove(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** What the live stream tells: the state as /api/v1/status and /health give it. */
export function liveSource(bot: Bot): StreamSource {
  return {
    signature: () => {
      const { sequence, tradingState, isRunning } = bot.status();
      return `${sequence} ${tradingState} ${isRunning}`;
    },
    snapshot: () => {
      const { degradationLevel, ...health } = bot.health();
      return JSON.stringify({ status: bot.status(), health: { ...health, degradation_level: degradationLevel } });
    },
  };
}
