import { type ReportEvent, StorageFailure, type StorageFailureCode } from '../../ports/index.ts';

/** Space set aside on the disk; see the storage adapter. */
export interface Reserve {
  release(): void;
  /** Sets it aside again where there is room; says whether it is held. */
  restore(): boolean;
}

/** Where entries are kept that the journal's storage does not take; see the storage adapter. */
export interface Refuge {
  /**
   * Makes everything appended to the journal durable outside of it; the answer is the highest durable sequence.
   * @throws StorageFailure when there is no room for it, or it cannot be written.
   */
  save(): number;
  /** The journal has it all by now. */
  clear(): void;
}

export interface StorageGuardOptions {
  readonly reserve: Reserve;
  readonly report: ReportEvent;
  /** Without one, a storage that refuses ends the run once the reserve is used up. */
  readonly refuge?: Refuge;
}

type Flush = () => number | Promise<number>;

/** The storage may take entries again later. Whatever else it says, it is not to be written to any more. */
const PASSING: ReadonlySet<StorageFailureCode> = new Set(['full', 'readOnly', 'busy', 'other']);

/**
 * Keeps a run alive on a storage that refuses: tells the engine to open nothing, so that what is left serves exits and
 * their fills. On a full disk the reserve is given back; what cannot be written even so goes to the refuge. Everything is
 * taken back once the storage takes entries again.
 */
export class StorageGuard {
  readonly #reserve: Reserve;
  readonly #report: ReportEvent;
  readonly #refuge: Refuge | undefined;
  #code: StorageFailureCode | undefined;
  #cause = '';
  /** The refuge, while it holds what the storage does not. */
  #elsewhere: Refuge | undefined;

  constructor({ reserve, report, refuge }: StorageGuardOptions) {
    this.#reserve = reserve;
    this.#report = report;
    this.#refuge = refuge;
  }

  get isWritable(): boolean {
    return this.#code === undefined;
  }

  get cause(): string {
    return this.#cause;
  }

  /** An earlier process lost its storage and has told the engine so: it is told too once there is space again. */
  takeOver(): void {
    this.#code = 'full';
    this.#cause = 'the storage took no entries before this start';
  }

  /** What is stored is not what was written: nothing is opened any more in this process, however much space there is. */
  condemn(cause: string): void {
    this.#lose(new StorageFailure('corrupt', cause));
  }

  /**
   * Runs a flush; when it fails, tries what is left.
   * @throws StorageFailure, or rejects with it, when nothing helped: nothing may be sent then.
   */
  flush(flush: Flush): number | Promise<number> {
    return this.#try(flush, (failure) => this.#again(failure, flush));
  }

  /** Called now and then: once entries are taken, and the reserve can be held again, there is space for new risk too. */
  tend(): void {
    if (this.#code === undefined || this.#isCondemned || this.#elsewhere) return;
    const isHeld = this.#reserve.restore();
    if (this.#code === 'full' && !isHeld) return;
    const cause = this.#code === 'full' ? 'there is space on the disk again' : 'the storage takes entries again';
    this.#code = undefined;
    this.#report({ type: 'storageChanged', isWritable: true, cause });
  }

  #again(failure: unknown, flush: Flush): number | Promise<number> {
    if (!isPassing(failure)) throw failure;
    this.#lose(failure);
    if (failure.code !== 'full') return this.#save(failure);
    this.#reserve.release();
    return this.#try(flush, (second) => this.#save(second));
  }

  #try(flush: Flush, otherwise: (failure: unknown) => number | Promise<number>): number | Promise<number> {
    try {
      const answer = flush();
      if (typeof answer === 'number') return this.#reached(answer);
      return answer.then(
        (durable) => this.#reached(durable),
        (failure: unknown) => otherwise(failure),
      );
    } catch (failure) {
      return otherwise(failure);
    }
  }

  #reached(durable: number): number {
    this.#elsewhere?.clear();
    this.#elsewhere = undefined;
    return durable;
  }

  /** Without it the run ends with why the storage refused. */
  #save(failure: unknown): number {
    if (!isPassing(failure) || !this.#refuge) throw failure;
    const durable = this.#refuge.save();
    this.#elsewhere = this.#refuge;
    return durable;
  }

  get #isCondemned(): boolean {
    return this.#code !== undefined && !PASSING.has(this.#code);
  }

  #lose({ code, message }: StorageFailure): void {
    if (this.#isCondemned) return;
    this.#cause = message;
    const isNew = this.#code === undefined;
    this.#code = code;
    if (isNew) this.#report({ type: 'storageChanged', isWritable: false, cause: `no new positions: ${message}` });
  }
}

function isPassing(failure: unknown): failure is StorageFailure {
  return failure instanceof StorageFailure && PASSING.has(failure.code);
}
