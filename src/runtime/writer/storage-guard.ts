import { type ReportEvent, StorageFailure } from '../../ports/index.ts';

/** Space set aside on the disk; see the storage adapter. */
export interface Reserve {
  release(): void;
  /** Sets it aside again where there is room; says whether it is held. */
  restore(): boolean;
}

type Flush = () => number | Promise<number>;

/**
 * Keeps a run alive on a full disk: gives the reserve back so that exits and their fills can still be written, tells
 * the engine to open nothing, and takes everything back once there is space again.
 */
export class StorageGuard {
  readonly #reserve: Reserve;
  readonly #report: ReportEvent;
  #isWritable = true;
  #cause = '';

  constructor(reserve: Reserve, report: ReportEvent) {
    this.#reserve = reserve;
    this.#report = report;
  }

  get isWritable(): boolean {
    return this.#isWritable;
  }

  get cause(): string {
    return this.#cause;
  }

  /**
   * Runs a flush; on a full disk gives the reserve back and tries once more.
   * @throws StorageFailure, or rejects with it, when even that did not help: nothing may be sent then.
   */
  flush(flush: Flush): number | Promise<number> {
    try {
      const answer = flush();
      return typeof answer === 'number' ? answer : answer.catch((failure: unknown) => this.#again(failure, flush));
    } catch (failure) {
      return this.#again(failure, flush);
    }
  }

  /** Called now and then: once the reserve can be held again there is space for new risk as well. */
  tend(): void {
    if (this.#isWritable || !this.#reserve.restore()) return;
    this.#isWritable = true;
    this.#report({ type: 'storageChanged', isWritable: true, cause: 'there is space on the disk again' });
  }

  #again(failure: unknown, flush: Flush): number | Promise<number> {
    if (!(failure instanceof StorageFailure) || failure.code !== 'full') throw failure;
    this.#reserve.release();
    this.#lose(failure.message);
    return flush();
  }

  #lose(cause: string): void {
    this.#cause = cause;
    if (!this.#isWritable) return;
    this.#isWritable = false;
    this.#report({ type: 'storageChanged', isWritable: false, cause: `no new positions: ${cause}` });
  }
}
