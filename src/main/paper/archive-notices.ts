import { type Database, inspectArchiveFiles } from '../../adapters/storage/index.ts';
import type { Notify } from '../../domain/index.ts';

/** Tells people of archive files that are missing or damaged, each once; the bot itself does not need them. */
export class ArchiveNotices {
  readonly #onNotice: (notice: Notify) => void;
  readonly #told = new Set<string>();

  constructor(onNotice: (notice: Notify) => void) {
    this.#onNotice = onNotice;
  }

  /** A quick look, as a start has time for: are they there? */
  look({ connection, path }: Database): void {
    const steps = inspectArchiveFiles(connection, path, 'there');
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return this.tell(step.value);
    }
  }

  readonly tell = (problems: readonly string[]): void => {
    const fresh = problems.filter((problem) => !this.#told.has(problem));
    for (const problem of fresh) this.#told.add(problem);
    const [first] = fresh;
    if (first === undefined) return;
    const others = fresh.length > 1 ? ` (and ${fresh.length - 1} more, cab maintenance integrity lists them)` : '';
    const message = `${first}${others}; trading goes on, replay and explanations of that time need it`;
    this.#onNotice({ type: 'notify', level: 'warning', code: 'archiveMissing', message });
  };
}
