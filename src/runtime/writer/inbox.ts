import { type EngineEvent, assert, plainEvent, shorten } from '../../domain/index.ts';

/** More than this means that something reports without end. */
const MOST_EVENTS = 65_536;
/** More than this are refused: nobody gives so many orders to a bot. */
const MOST_REQUESTS = 1024;
/** Taken events are cleared away together: shifting one by one would move the whole array each time. */
const KEPT_TAKEN = 8192;

/** The writer takes no more actions, and those that waited were not carried out. */
export class WriterClosed extends Error {
  override readonly name = 'WriterClosed';
}

/** An operator's action, and who waits for it to be durable. */
export interface OperatorRequest {
  readonly event: EngineEvent;
  readonly resolve: (receipt: { readonly sequence: number }) => void;
  readonly reject: (failure: unknown) => void;
}

/**
 * The one way to the writer, for market data, account reports and operator actions alike. Each kind keeps its order;
 * actions go ahead of everything else that waits. Whoever listens is told at once that there is something.
 */
export class Inbox {
  readonly #events: EngineEvent[] = [];
  #taken = 0;
  /** Events that were not taken yet. */
  #waiting = 0;
  readonly #requests: OperatorRequest[] = [];
  #listener: (() => void) | undefined;

  get hasEvents(): boolean {
    return this.#waiting > 0;
  }

  get hasRequests(): boolean {
    return this.#requests.length > 0;
  }

  /** Called on every arrival, and when the writer has become free; there is one listener. */
  listen(listener: () => void): void {
    this.#listener = listener;
  }

  wake(): void {
    this.#listener?.();
  }

  /** Takes an event from anywhere; it is handled later, in order. */
  readonly push = (event: EngineEvent): void => {
    assert(this.#waiting < MOST_EVENTS, `at most ${MOST_EVENTS} reports may wait for the writer`);
    this.#events.push(plainEvent(event));
    this.#waiting += 1;
    this.#listener?.();
  };

  request(request: OperatorRequest): void {
    if (this.#requests.length >= MOST_REQUESTS) {
      request.reject(new WriterClosed(`${MOST_REQUESTS} actions are waiting already, this one was not taken`));
      return;
    }
    this.#requests.push({ ...request, event: plainEvent(request.event) });
    this.#listener?.();
  }

  /** The next event; it stays until it is dropped. */
  peekEvent(): EngineEvent | undefined {
    return this.#events[this.#taken];
  }

  dropEvent(): void {
    this.#waiting -= 1;
    this.#taken += 1;
    if (this.#waiting === 0) shorten(this.#events, 0);
    else if (this.#taken < KEPT_TAKEN) return;
    else this.#events.splice(0, this.#taken);
    this.#taken = 0;
  }

  peekRequest(): OperatorRequest | undefined {
    return this.#requests[0];
  }

  dropRequest(): void {
    this.#requests.shift();
  }
}
