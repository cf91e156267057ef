import { StorageFailure } from '../../ports/index.ts';
import type { Session } from './writer.ts';

/** Space set aside on the disk; see the storage adapter. */
export interface Reserve {
  release(): void;
  /** Sets it aside again where there is room; says whether it is held. */
  restore(): boolean;
}

/**
 * Keeps a run alive on a full disk: gives the reserve back so that exits and their fills can still be written, tells
 * the engine to open nothing, and takes everything back once there is space again.
 */
export class StorageGuard {
  readonly #reserve: Reserve;
  #isWritable = true;
  #session: Session | undefined;
  #cause = '';

  constructor(reserve: Reserve) {
    this.#reserve = reserve;
  }

  attach(session: Session): void {
    this.#session = session;
  }

  get isWritable(): boolean {
    return this.#isWritable;
  }

  get cause(): string {
    return this.#cause;
  }

  /**
   * Runs a commit; on a failure gives the reserve back and tries once more.
   * @throws StorageFailure when even that did not help: nothing may be sent then.
   */
  commit(commit: () => void): void {
    try {
      commit();
    } catch (failure) {
      if (!(failure instanceof StorageFailure) || failure.code !== 'full') throw failure;
      this.#reserve.release();
      this.#lose(failure.message);
      commit();
    }
  }

  /** Called now and then: once the reserve can be held again there is space for new risk as well. */
  tend(): void {
    if (this.#isWritable || !this.#reserve.restore()) return;
    this.#isWritable = true;
    this.#session?.report({ type: 'storageChanged', isWritable: true, cause: 'there is space on the disk again' });
  }

  #lose(cause: string): void {
    this.#cause = cause;
    if (!this.#isWritable) return;
    this.#isWritable = false;
    this.#session?.report({ type: 'storageChanged', isWritable: false, cause: `no new positions: ${cause}` });
  }
}
