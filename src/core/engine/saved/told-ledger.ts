import type { Ledger } from '../../../domain/index.ts';
import { type Saved, encodeSaved, savedList, savedRecord, savedTuple } from '../../../domain/saved.ts';

/** What was told of the ledger, part by part: a fill changes the accounts of two assets and one lane of many. */
export class ToldLedger {
  /** Text of each account, profit, book and lane, by what it is of. */
  readonly #told = new Map<string, string>();
  #changes = 0;

  /** Those that have changed since, in the form of the whole; `undefined` when there are none. */
  changed(ledger: Ledger): Saved | undefined {
    const before = this.#changes;
    const [accounts, holdings] = savedTuple(ledger.save(), 'ledger', 2);
    const groups = Object.entries(savedRecord(holdings, 'holdings'));
    const changed = [
      this.#changedOf('accounts', accounts),
      Object.fromEntries(groups.map(([name, parts]) => [name, this.#changedOf(name, parts)])),
    ];
    return this.#changes === before ? undefined : changed;
  }

  #changedOf(group: string, parts: Saved): Saved {
    return savedList(parts, group).filter((part) => {
      const key = `${group} ${encodeSaved(savedList(part, group)[0] as Saved)}`;
      const text = encodeSaved(part);
      if (this.#told.get(key) === text) return false;
      this.#told.set(key, text);
      this.#changes += 1;
      return true;
    });
  }
}
