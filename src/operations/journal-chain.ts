import { createHash } from 'node:crypto';

/** A chain of hashes over the answers of a run: two runs with the same one answered every entry alike. */
export class JournalChain {
  #hash = '';
  #length = 0;

  add(sequence: number, commandsHash: string): void {
    this.#hash = createHash('sha256').update(`${this.#hash}:${sequence}:${commandsHash}`).digest('hex');
    this.#length += 1;
  }

  get length(): number {
    return this.#length;
  }

  /** Empty for a run that never answered. */
  get hash(): string {
    return this.#hash;
  }
}
